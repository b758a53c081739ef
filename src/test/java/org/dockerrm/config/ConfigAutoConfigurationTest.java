package org.dockerrm.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The beans of the files, and what a test or a part of the application puts in their place. */
class ConfigAutoConfigurationTest {

  private static final String LOGGER = "org.dockerrm.example";

  @TempDir Path directory;

  private final LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withBean(LoggingSystem.class, () -> logging)
          .withConfiguration(AutoConfigurations.of(ConfigAutoConfiguration.class));

  @AfterEach
  void resetsTheLevel() {
    logging.setLogLevel(LOGGER, null);
  }

  @Test
  void offersTheSettingsOfTheShippedFiles() {
    runner.run(
        context -> {
          assertThat(context.getBean(Settings.class).name()).isEqualTo("docker-rm::dev");
          assertThat(context.getBean(LocationsSettings.class).locations()).hasSize(1);
          assertThat(context.getBean(Clock.class)).isEqualTo(Clock.systemUTC());
        });
  }

  @Test
  void givesWayToTheBeansOfOthers() {
    Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    LocationsSettings locations = new LocationsSettings(List.of());
    runner
        .withBean(Clock.class, () -> clock)
        .withBean(LocationsSettings.class, () -> locations)
        .run(
            context -> {
              assertThat(context.getBean(Clock.class)).isSameAs(clock);
              assertThat(context.getBean(LocationsSettings.class)).isSameAs(locations);
            });
  }

  @Test
  void failsWithTheFindingsOfAWrongFile() throws IOException {
    write("config.yml", "strictStates: maybe");
    write("locations.yml", "locations: [{name: a}]");
    runner
        .withPropertyValues("dockerrm.config-dir=" + directory)
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .rootCause()
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage(
                        directory.resolve("config.yml")
                            + ":1: strictStates: 'maybe' is not true or false"));
  }

  @Test
  void appliesTheLevelsOfTheFile() throws IOException {
    writesALevel();
    runner
        .withPropertyValues("dockerrm.config-dir=" + directory)
        .run(context -> assertThat(level()).isEqualTo(LogLevel.TRACE));
  }

  @Test
  void letsALevelOfTheStartWin() throws IOException {
    writesALevel();
    runner
        .withPropertyValues("dockerrm.config-dir=" + directory, "logging.level." + LOGGER + "=WARN")
        .run(context -> assertThat(level()).isNotEqualTo(LogLevel.TRACE));
  }

  private void writesALevel() throws IOException {
    write("config.yml", "");
    write("locations.yml", "locations: [{name: a}]");
    write("logging.yml", "loggers: {" + LOGGER + ": {level: TRACE}}");
  }

  private LogLevel level() {
    var configuration = logging.getLoggerConfiguration(LOGGER);
    return configuration == null ? LogLevel.OFF : configuration.getEffectiveLevel();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }
}
