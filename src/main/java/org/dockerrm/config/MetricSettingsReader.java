package org.dockerrm.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/** Reads {@code metrics} and {@code forwardMetrics} of {@code config.yml}. */
final class MetricSettingsReader {

  private static final int HIGHEST_RATE = 1_000_000;

  private MetricSettingsReader() {}

  /**
   * The settings.
   *
   * @param brokers those that finished transitions are announced on, if they are
   */
  static MetricSettings read(YamlMap file, Optional<String> brokers, Findings findings) {
    MetricSettings byDefault = MetricSettings.DEFAULT;
    Optional<YamlValue> forward = file.take("forwardMetrics");
    YamlMap metrics =
        file.take("metrics")
            .flatMap(YamlValue::map)
            .orElse(new YamlMap("metrics", List.of(), findings));
    Optional<String> kafka =
        metrics.take("kafka").flatMap(KafkaAddress::connectionUrl).or(() -> brokers);
    boolean forwards = forward.flatMap(YamlValue::bool).orElse(byDefault.forward());
    if (forwards && kafka.isEmpty()) {
      forward.flatMap(value -> value.wrong("needs brokers: metrics.kafka is missing"));
    }
    MetricSettings settings =
        new MetricSettings(
            metrics.take("url").flatMap(MetricSettingsReader::url),
            metrics.take("rate").flatMap(MetricSettingsReader::rate).orElse(byDefault.rate()),
            kafka,
            forwards,
            metrics.take("containerKafka").flatMap(KafkaAddress::connectionUrl));
    metrics.warnOfRest();
    return settings;
  }

  private static Optional<Integer> rate(YamlValue value) {
    return value
        .number(HIGHEST_RATE)
        .flatMap(rate -> rate == 0 ? value.wrong("must be at least 1") : Optional.of(rate));
  }

  /** The URL that containers post metrics to. */
  static Optional<String> url(YamlValue value) {
    return value
        .text()
        .flatMap(
            text ->
                isHttp(text)
                    ? Optional.of(text)
                    : value.wrong(
                        "'"
                            + Findings.shown(text)
                            + "' is not an address such as http://host:8082/api/metrics"));
  }

  private static boolean isHttp(String text) {
    try {
      URI uri = new URI(text);
      return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
