package org.dockerrm.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.dockerrm.config.Settings.KafkaSettings;

/** Turns the keys of {@code config.yml} into {@link Settings}, with a default for each. */
final class SettingsReader {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final int MOST_OPEN_REQUESTS = 1_000_000;

  private static final String FEATURE = "supportedFeatures.asynchronousTransitionResponse";
  private static final String URL = "responseKafkaConnectionUrl";
  private static final String TOPIC = "responseKafkaTopicName";

  private final YamlMap file;
  private final YamlMap features;
  private final YamlMap properties;
  private final ConfigFindings findings;

  private SettingsReader(YamlMap file, ConfigFindings findings) {
    this.file = file;
    this.findings = findings;
    YamlMap none = new YamlMap("", List.of(), findings);
    this.features = file.take("supportedFeatures").flatMap(ConfigValue::map).orElse(none);
    this.properties = file.take("properties").flatMap(ConfigValue::map).orElse(none);
  }

  /** The settings of a file; findings decide whether they may be used. */
  static Settings read(YamlMap file, ConfigFindings findings) {
    SettingsReader reader = new SettingsReader(file, findings);
    Settings settings = reader.settings();
    file.warnOfRest();
    reader.features.warnOfRest();
    reader.properties.warnOfRest();
    return settings;
  }

  private Settings settings() {
    Optional<ConfigValue> feature = features.take("asynchronousTransitionResponse");
    boolean responses = feature.flatMap(ConfigValue::bool).orElse(false);
    KafkaSettings kafka = kafka(feature.filter(value -> responses));
    return new Settings(
        file.take("name").flatMap(ConfigValue::text).orElse("docker-rm"),
        file.take("version").flatMap(ConfigValue::text).orElse("1.0.0"),
        list("supportedAPIVersions", ConfigValue::text).orElse(List.of("1.0")),
        list("csardirs", ConfigValue::path).orElse(List.of(Path.of("csars"))),
        responses,
        kafka,
        traceFile(),
        file.take("strictStates").flatMap(ConfigValue::bool).orElse(false),
        duration("transitionTimeout", SECOND, Duration.ofDays(7), Duration.ofMinutes(15)),
        duration("requestRetention", DAY, Duration.ofDays(3650), DAY),
        reconcile(),
        file.take("maxOpenRequests")
            .flatMap(SettingsReader::openRequests)
            .orElse(Settings.MAX_OPEN_REQUESTS),
        MetricSettingsReader.read(file, kafka.connectionUrl().filter(url -> responses), findings),
        policyEngine(),
        SecuritySettingsReader.read(file, findings),
        PackageSettingsReader.read(file, findings));
  }

  private static Optional<Integer> openRequests(ConfigValue value) {
    return value
        .number(MOST_OPEN_REQUESTS)
        .flatMap(number -> number > 0 ? Optional.of(number) : value.wrong("must be at least 1"));
  }

  private PolicyEngine policyEngine() {
    return file.take("policyEngine")
        .flatMap(value -> value.text().flatMap(text -> policyEngine(value, text)))
        .orElse(PolicyEngine.INTERNAL);
  }

  private static Optional<PolicyEngine> policyEngine(ConfigValue value, String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "internal" -> Optional.of(PolicyEngine.INTERNAL);
      case "external" -> Optional.of(PolicyEngine.EXTERNAL);
      default -> value.wrong("'" + ConfigFindings.shown(text) + "' is not internal or external");
    };
  }

  private ReconcileSettings reconcile() {
    ReconcileSettings byDefault = ReconcileSettings.DEFAULT;
    return new ReconcileSettings(
        duration("scanInterval", SECOND, Duration.ofDays(1), byDefault.scanInterval()),
        file.take("reapOrphans").flatMap(ConfigValue::bool).orElse(byDefault.reapOrphans()),
        duration("orphanGrace", SECOND, Duration.ofDays(365), byDefault.orphanGrace()));
  }

  private Duration duration(String key, Duration min, Duration max, Duration byDefault) {
    return file.take(key).flatMap(value -> value.duration(min, max)).orElse(byDefault);
  }

  private <T> Optional<List<T>> list(String key, Function<ConfigValue, Optional<T>> element) {
    return file.take(key)
        .flatMap(ConfigValue::list)
        .map(
            values -> {
              List<T> elements = new ArrayList<>();
              for (ConfigValue value : values) {
                element.apply(value).ifPresent(elements::add);
              }
              return elements;
            });
  }

  /**
   * @param needed the switch of the feature, if it is on
   */
  private KafkaSettings kafka(Optional<ConfigValue> needed) {
    Optional<ConfigValue> url = properties.take(URL);
    Optional<ConfigValue> topic = properties.take(TOPIC);
    needed.ifPresent(
        feature -> {
          require(feature, FEATURE, url, "properties." + URL);
          require(feature, FEATURE, topic, "properties." + TOPIC);
        });
    return new KafkaSettings(
        url.flatMap(KafkaAddress::connectionUrl), topic.flatMap(KafkaAddress::topicName));
  }

  private Optional<Path> traceFile() {
    Optional<ConfigValue> generate = topLevelFirst("generateTraceFile");
    Optional<ConfigValue> traceFile = topLevelFirst("traceFile");
    Optional<Path> path = traceFile.flatMap(ConfigValue::path);
    if (!generate.flatMap(ConfigValue::bool).orElse(false)) {
      return Optional.empty();
    }
    generate.ifPresent(value -> require(value, "generateTraceFile", traceFile, "traceFile"));
    if (path.filter(Files::isDirectory).isPresent()) {
      return traceFile.flatMap(value -> value.wrong("'" + path.get() + "' is a directory"));
    }
    return path;
  }

  private Optional<ConfigValue> topLevelFirst(String key) {
    Optional<ConfigValue> below = properties.take(key);
    return file.take(key).or(() -> below);
  }

  /** A wrong kind of value has its own finding; here only a missing or an empty one counts. */
  private static void require(
      ConfigValue reason, String reasonKey, Optional<ConfigValue> value, String key) {
    if (value.isEmpty() || value.get().isBlank()) {
      reason.findings().error(reason.node(), key, "is missing, " + reasonKey + " needs it");
    }
  }
}
