package org.dockerrm.config;

import java.util.Locale;
import java.util.Map;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.env.Environment;

/** The levels of {@code logging.yml}; a {@code logging.level.*} property of the start wins. */
record LogLevels(Map<String, LogLevel> levels, Environment environment) {

  void applyTo(LoggingSystem logging) {
    levels.forEach(
        (logger, level) -> {
          if (!environment.containsProperty("logging.level." + propertyName(logger))) {
            logging.setLogLevel(logger, level);
          }
        });
  }

  private static String propertyName(String logger) {
    return logger.equals(LoggingSystem.ROOT_LOGGER_NAME) ? logger.toLowerCase(Locale.ROOT) : logger;
  }
}
