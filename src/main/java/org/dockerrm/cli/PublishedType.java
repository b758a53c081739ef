package org.dockerrm.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Waits for a package of the manager's own, whose image it builds in the background. */
final class PublishedType {

  private static final Duration APPEARS = Duration.ofSeconds(10);
  private static final Duration BUILT = Duration.ofMinutes(5);
  private static final long PAUSE_MILLIS = 500;

  private PublishedType() {}

  /**
   * Returns once instances of the type can be installed.
   *
   * @param progress is given each reason why they cannot be yet
   */
  static void await(ManagerClient client, String type, Consumer<String> progress) {
    long begun = System.nanoTime();
    while (true) {
      Optional<JsonNode> found = client.find("/types/" + ManagerClient.encoded(type));
      Duration waited = Duration.ofNanos(System.nanoTime() - begun);
      if (found.isEmpty() && waited.compareTo(APPEARS) > 0) {
        throw new CommandFailure(ExitCode.FAILED, "there is no type " + type);
      }
      String reason = found.map(known -> Json.text(known, "stateReason")).orElse("");
      if (found.filter(known -> Json.text(known, "state").equals("PUBLISHED")).isPresent()) {
        return;
      }
      if (waited.compareTo(BUILT) > 0) {
        throw new CommandFailure(
            ExitCode.FAILED,
            type + " is still not published: " + reason,
            "See: dockerrm types get " + type);
      }
      progress.accept(reason);
      ManagerClient.pause(PAUSE_MILLIS);
    }
  }
}
