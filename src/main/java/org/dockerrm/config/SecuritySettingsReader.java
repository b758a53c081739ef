package org.dockerrm.config;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code security} of {@code config.yml}. */
final class SecuritySettingsReader {

  private static final int LONGEST_HOST = 253;
  private static final Pattern HOST =
      Pattern.compile("(?!-)[A-Za-z0-9_-]{1,63}(\\.(?!-)[A-Za-z0-9_-]{1,63})*");

  private SecuritySettingsReader() {}

  static SecuritySettings read(YamlMap file, ConfigFindings findings) {
    YamlMap security =
        file.take("security")
            .flatMap(ConfigValue::map)
            .orElse(new YamlMap("security", List.of(), findings));
    Set<String> hosts = new HashSet<>();
    security
        .take("allowedHosts")
        .flatMap(ConfigValue::list)
        .orElse(List.of())
        .forEach(value -> host(value).ifPresent(hosts::add));
    security.warnOfRest();
    return new SecuritySettings(hosts);
  }

  private static Optional<String> host(ConfigValue value) {
    return value
        .text()
        .flatMap(
            text ->
                text.length() <= LONGEST_HOST && HOST.matcher(text).matches()
                    ? Optional.of(text.toLowerCase(Locale.ROOT))
                    : value.wrong(
                        "'"
                            + ConfigFindings.shown(text)
                            + "' is not a host name such as rm.example, without scheme, port or *"));
  }
}
