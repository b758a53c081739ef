package org.dockerrm.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.boot.logging.LogLevel;
import org.springframework.core.env.Environment;

/**
 * The directory with {@code config.yml}, {@code locations.yml} and (optional) {@code logging.yml}:
 * property {@code dockerrm.config-dir}, default {@code config}.
 */
public final class ConfigDirectory {

  /**
   * What the files say.
   *
   * @param levels the level of each Java logger
   * @param warnings keys without effect, one line each
   */
  record Contents(
      Settings settings,
      LocationsSettings locations,
      Map<String, LogLevel> levels,
      List<String> warnings) {

    Contents {
      levels = Map.copyOf(levels);
      warnings = List.copyOf(warnings);
    }
  }

  private final Path directory;
  private final Optional<String> dockerHost;
  private final List<String> errors = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private ConfigDirectory(Path directory, Optional<String> dockerHost) {
    this.directory = directory;
    this.dockerHost = dockerHost;
  }

  /**
   * Reads all files for their findings only, so that a start can be given up before it begins.
   *
   * @throws ConfigurationException with every finding of every file
   */
  public static void check(Environment environment) {
    read(environment);
  }

  /**
   * Reads all files.
   *
   * @throws ConfigurationException with every finding of every file
   */
  static Contents read(Environment environment) {
    String directory = environment.getProperty("dockerrm.config-dir", "");
    return read(
        Path.of(directory.isBlank() ? "config" : directory),
        Optional.ofNullable(environment.getProperty("DOCKER_HOST")).filter(h -> !h.isBlank()));
  }

  /**
   * Reads all files of a directory.
   *
   * @param dockerHost the engine of locations that name none
   * @throws ConfigurationException with every finding of every file
   */
  static Contents read(Path directory, Optional<String> dockerHost) {
    return new ConfigDirectory(directory, dockerHost).contents();
  }

  private Contents contents() {
    Path loggingFile = directory.resolve("logging.yml");
    ConfigFindings config = new ConfigFindings(directory.resolve("config.yml"));
    ConfigFindings locations = new ConfigFindings(directory.resolve("locations.yml"));
    ConfigFindings logging = new ConfigFindings(loggingFile);
    var settings = read("config.yml", config, map -> SettingsReader.read(map, config));
    var places =
        read(
            "locations.yml",
            locations,
            map -> LocationsReader.read(map, locations, dockerHost, directory));
    Optional<Map<String, LogLevel>> levels =
        Files.notExists(loggingFile)
            ? Optional.of(Map.of())
            : read("logging.yml", logging, LoggingReader::read);
    if (!errors.isEmpty()) {
      throw new ConfigurationException(errors);
    }
    return new Contents(
        settings.orElseThrow(), places.orElseThrow(), levels.orElseThrow(), warnings);
  }

  private <T> Optional<T> read(String name, ConfigFindings findings, Function<YamlMap, T> reader) {
    Optional<T> result = new YamlFile(directory.resolve(name), findings).read().map(reader);
    errors.addAll(findings.errors());
    warnings.addAll(findings.warnings());
    return result;
  }
}
