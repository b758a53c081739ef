package org.dockerrm.config;

import java.util.Optional;
import java.util.regex.Pattern;

/** What Kafka accepts as its own address and as the name of a topic. */
final class KafkaAddress {

  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(?:[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]):([0-9]{1,5})");
  private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");

  private KafkaAddress() {}

  /** Bootstrap servers, {@code host:port[,host:port]}. */
  static Optional<String> connectionUrl(ConfigValue value) {
    return value
        .text()
        .flatMap(
            text -> {
              for (String server : text.split(",", -1)) {
                if (!isHostAndPort(server.strip())) {
                  return value.wrong(
                      "'"
                          + ConfigFindings.shown(text)
                          + "' is not host:port or host:port,host:port");
                }
              }
              return Optional.of(text);
            });
  }

  /** A topic's name: letters, digits, dot, underscore and hyphen, at most 249. */
  static Optional<String> topicName(ConfigValue value) {
    return value
        .text()
        .flatMap(
            text ->
                TOPIC.matcher(text).matches() && !text.equals(".") && !text.equals("..")
                    ? Optional.of(text)
                    : value.wrong(
                        "'"
                            + ConfigFindings.shown(text)
                            + "' is not a topic name: letters, digits, '.', '_' and '-', at most"
                            + " 249"));
  }

  private static boolean isHostAndPort(String text) {
    var matcher = HOST_AND_PORT.matcher(text);
    return matcher.matches() && isPort(matcher.group(1));
  }

  static boolean isPort(String digits) {
    int port = Integer.parseInt(digits);
    return port >= 1 && port <= 65535;
  }
}
