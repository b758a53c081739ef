package org.dockerrm.location.docker;

import java.util.List;
import java.util.Locale;

/** What registries and the engine say when an image cannot be pulled, in plain words. */
final class PullFailure {

  private static final List<String> LOGIN =
      List.of(
          "unauthorized", "authentication required", "no basic auth", "status: 403", "forbidden");
  private static final List<String> UNKNOWN =
      List.of(
          "pull access denied",
          "does not exist",
          "manifest unknown",
          "name unknown",
          "not found",
          "no such image");
  private static final List<String> UNREACHABLE =
      List.of(
          "no such host",
          "dial tcp",
          "i/o timeout",
          "connection refused",
          "network is unreachable",
          "tls handshake timeout",
          "client.timeout exceeded",
          "server misbehaving",
          "connection reset",
          "unexpected eof");

  private PullFailure() {}

  /** The engine's words after what they mean, where that is known. */
  static String plain(String engine) {
    String text = engine.toLowerCase(Locale.ROOT);
    if (says(text, UNREACHABLE)) {
      return "its registry cannot be reached: " + engine;
    }
    if (says(text, UNKNOWN)) {
      return "its registry has no such image, or shows it only after a login: " + engine;
    }
    return says(text, LOGIN) ? "its registry requires a login: " + engine : engine;
  }

  private static boolean says(String text, List<String> words) {
    return words.stream().anyMatch(text::contains);
  }
}
