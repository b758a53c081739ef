package org.dockerrm.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * Turns the loggers of {@code logging.yml} into levels of Java loggers. The file may be one made
 * for Python's logging: its levels are understood, its handlers and formatters have no meaning
 * here.
 */
final class LoggingReader {

  private static final Set<String> MODULES =
      Set.of(
          "api",
          "catalog",
          "inventory",
          "transition",
          "workflow",
          "location",
          "event",
          "config",
          "reconcile");
  private static final Pattern LOGGER = Pattern.compile("[A-Za-z0-9_.$-]{1,200}");
  private static final String KNOWN_LEVELS = "OFF, ERROR, WARN, INFO, DEBUG or TRACE";

  private final Map<String, LogLevel> levels = new LinkedHashMap<>();

  private LoggingReader() {}

  /** The level of each Java logger that the file names. */
  static Map<String, LogLevel> read(YamlMap file) {
    LoggingReader reader = new LoggingReader();
    file.ignore("version", "formatters", "handlers", "filters", "disable_existing_loggers");
    file.take("loggers")
        .flatMap(ConfigValue::map)
        .ifPresent(loggers -> loggers.takeAll().forEach(reader::add));
    file.take("root").ifPresent(root -> reader.add("root", root));
    file.warnOfRest();
    return reader.levels;
  }

  private void add(String name, ConfigValue value) {
    if (!LOGGER.matcher(name).matches()) {
      value.wrong("is not the name of a logger");
      return;
    }
    value
        .map()
        .ifPresent(
            logger -> {
              logger
                  .take("level")
                  .flatMap(this::level)
                  .ifPresent(l -> levels.put(javaName(name), l));
              logger.ignore("handlers", "propagate", "filters", "qualname");
              logger.warnOfRest();
            });
  }

  private Optional<LogLevel> level(ConfigValue value) {
    return value
        .text()
        .flatMap(
            text ->
                switch (text.toUpperCase(Locale.ROOT)) {
                  case "OFF" -> Optional.of(LogLevel.OFF);
                  case "ERROR", "CRITICAL", "FATAL" -> Optional.of(LogLevel.ERROR);
                  case "WARN", "WARNING" -> Optional.of(LogLevel.WARN);
                  case "INFO" -> Optional.of(LogLevel.INFO);
                  case "DEBUG" -> Optional.of(LogLevel.DEBUG);
                  case "TRACE" -> Optional.of(LogLevel.TRACE);
                  default ->
                      value.wrong(
                          "'" + ConfigFindings.shown(text) + "' is not a level: " + KNOWN_LEVELS);
                });
  }

  private static String javaName(String name) {
    if (name.equals("root")) {
      return LoggingSystem.ROOT_LOGGER_NAME;
    }
    String module = name.equals("controllers") ? "api" : name;
    return MODULES.contains(module) ? "org.dockerrm." + module : name;
  }
}
