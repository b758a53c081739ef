package org.dockerrm.catalog.container;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dockerrm.catalog.yaml.Fields;
import org.dockerrm.catalog.yaml.YamlValue;
import org.dockerrm.catalog.yaml.YamlValue.Entries;
import org.dockerrm.catalog.yaml.YamlValue.Items;
import org.dockerrm.catalog.yaml.YamlValue.Nothing;
import org.dockerrm.catalog.yaml.YamlValue.Text;
import org.dockerrm.location.ContainerOptions.HealthCheck;

/** Reads {@code healthcheck}. */
final class HealthCheckReader {

  private static final String WHAT = "container.healthcheck";

  private final Values values;

  HealthCheckReader(Values values) {
    this.values = values;
  }

  Optional<HealthCheck> read(Optional<YamlValue> value) {
    if (value.isEmpty() || value.get() instanceof Nothing) {
      return Optional.empty();
    }
    if (!(value.get() instanceof Entries map)) {
      values
          .findings()
          .error(value.get().line(), WHAT + " must be a map, not " + value.get().kind());
      return Optional.empty();
    }
    Fields fields = values.fields(WHAT, map);
    boolean disabled = values.flag(WHAT + ".disable", fields.value("disable"));
    List<String> test = fields.value("test").map(this::test).orElse(List.of());
    HealthCheck check =
        new HealthCheck(
            disabled ? List.of("NONE") : test,
            duration(fields, "interval"),
            duration(fields, "timeout"),
            fields
                .value("retries")
                .flatMap(
                    retries ->
                        values.read(
                            WHAT + ".retries",
                            retries,
                            "a number above 0",
                            text -> ValueFormats.number(text, 1, 10_000)))
                .map(Long::intValue)
                .orElse(0),
            duration(fields, "start-period"));
    fields.warnOfOthers();
    return Optional.of(check);
  }

  private Duration duration(Fields fields, String key) {
    return fields
        .value(key)
        .flatMap(
            value ->
                values.read(WHAT + "." + key, value, ValueFormats.DURATION, ValueFormats::duration))
        .orElse(Duration.ZERO);
  }

  private List<String> test(YamlValue value) {
    if (value instanceof Items list) {
      return list(list);
    }
    return values
        .read(WHAT + ".test", value, "a command", text -> Optional.of(List.of("CMD-SHELL", text)))
        .orElse(List.of());
  }

  private List<String> list(Items list) {
    List<String> words =
        list.items().stream()
            .filter(Text.class::isInstance)
            .map(item -> ((Text) item).text())
            .toList();
    String first = words.isEmpty() ? "" : words.get(0);
    boolean legal =
        switch (first) {
          case "NONE" -> words.size() == 1;
          case "CMD" -> words.size() > 1;
          case "CMD-SHELL" -> words.size() == 2;
          default -> false;
        };
    if (!legal || words.size() != list.items().size()) {
      values
          .findings()
          .error(
              list.line(),
              WHAT
                  + ".test must be a string, [CMD, program, argument...], [CMD-SHELL, command] or"
                  + " [NONE]");
      return List.of();
    }
    return words;
  }
}
