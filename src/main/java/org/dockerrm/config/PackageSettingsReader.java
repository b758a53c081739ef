package org.dockerrm.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code packages} of {@code config.yml}. */
final class PackageSettingsReader {

  private static final int MOST_PACKAGES = 100_000;
  private static final int MOST_MIB = 100_000_000;
  private static final Pattern NETWORK = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");

  private PackageSettingsReader() {}

  static PackageSettings read(YamlMap file, ConfigFindings findings) {
    PackageSettings byDefault = PackageSettings.DEFAULT;
    YamlMap packages =
        file.take("packages")
            .flatMap(ConfigValue::map)
            .orElse(new YamlMap("packages", List.of(), findings));
    PackageSettings settings =
        new PackageSettings(
            packages
                .take("maxUploaded")
                .flatMap(value -> value.number(MOST_PACKAGES))
                .orElse(byDefault.maxUploaded()),
            mebibytes(packages, "maxUploadedMiB", byDefault.maxUploadedBytes()),
            mebibytes(packages, "maxImageMiB", byDefault.maxImageBytes()),
            packages
                .take("allowRemoteSources")
                .flatMap(ConfigValue::bool)
                .orElse(byDefault.allowRemoteSources()),
            packages.take("buildNetwork").flatMap(PackageSettingsReader::network));
    packages.warnOfRest();
    return settings;
  }

  private static long mebibytes(YamlMap packages, String key, long byDefault) {
    return packages
        .take(key)
        .flatMap(value -> value.number(MOST_MIB))
        .map(number -> (long) number << 20)
        .orElse(byDefault);
  }

  private static Optional<String> network(ConfigValue value) {
    return value
        .text()
        .flatMap(
            text ->
                NETWORK.matcher(text).matches()
                    ? Optional.of(text)
                    : value.wrong(
                        "'"
                            + ConfigFindings.shown(text)
                            + "' is not none, host or a network's name"));
  }
}
