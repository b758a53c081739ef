package org.dockerrm.config;

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
  static MetricSettings read(YamlMap file, Optional<String> brokers, ConfigFindings findings) {
    MetricSettings byDefault = MetricSettings.DEFAULT;
    Optional<ConfigValue> forward = file.take("forwardMetrics");
    YamlMap metrics =
        file.take("metrics")
            .flatMap(ConfigValue::map)
            .orElse(new YamlMap("metrics", List.of(), findings));
    Optional<String> kafka =
        metrics.take("kafka").flatMap(KafkaAddress::connectionUrl).or(() -> brokers);
    boolean forwards = forward.flatMap(ConfigValue::bool).orElse(byDefault.forward());
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

  private static Optional<Integer> rate(ConfigValue value) {
    return value
        .number(HIGHEST_RATE)
        .flatMap(rate -> rate == 0 ? value.wrong("must be at least 1") : Optional.of(rate));
  }

  /** The URL that containers post metrics to. */
  static Optional<String> url(ConfigValue value) {
    return value
        .text()
        .flatMap(
            text ->
                LocationRules.isMetricUrl(text)
                    ? Optional.of(text)
                    : value.wrong(
                        "'" + ConfigFindings.shown(text) + "' " + LocationRules.METRIC_URL_FORM));
  }
}
