package org.dockerrm.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** The address of a container engine: {@code unix:///path} or {@code tcp://host:port}. */
final class EngineAddress {

  private EngineAddress() {}

  static Optional<URI> parse(String text) {
    try {
      URI uri = new URI(text);
      return isSocket(uri) || isTcp(uri) ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static boolean isSocket(URI uri) {
    return "unix".equals(uri.getScheme())
        && uri.getRawAuthority() == null
        && hasPath(uri)
        && uri.getPath().startsWith("/")
        && hasNothingMore(uri);
  }

  private static boolean isTcp(URI uri) {
    return "tcp".equals(uri.getScheme())
        && uri.getHost() != null
        && uri.getRawUserInfo() == null
        && uri.getPort() >= 1
        && uri.getPort() <= 65535
        && !hasPath(uri)
        && hasNothingMore(uri);
  }

  private static boolean hasPath(URI uri) {
    return uri.getPath() != null && uri.getPath().length() > 1;
  }

  private static boolean hasNothingMore(URI uri) {
    return uri.getRawQuery() == null && uri.getRawFragment() == null;
  }
}
