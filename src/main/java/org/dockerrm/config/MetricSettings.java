package org.dockerrm.config;

import java.util.Optional;

/**
 * How metrics are received and forwarded.
 *
 * @param url where containers post them; empty to derive it from the listener's address
 * @param rate values a second that one instance may publish
 * @param kafka brokers, {@code host:port[,host:port]}, whose {@code alm__} topics are read; empty
 *     for none
 * @param forward whether what comes in over HTTP is put on those topics
 * @param containerKafka brokers, as containers reach them, that collectd sends its values to as
 *     well
 */
public record MetricSettings(
    Optional<String> url,
    int rate,
    Optional<String> kafka,
    boolean forward,
    Optional<String> containerKafka) {

  /** The settings where a file says nothing. */
  public static final MetricSettings DEFAULT =
      new MetricSettings(Optional.empty(), 200, Optional.empty(), false, Optional.empty());
}
