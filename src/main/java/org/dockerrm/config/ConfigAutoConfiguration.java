package org.dockerrm.config;

import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Offers what the files say as beans. An auto-configuration, because only there a bean of the
 * application (or of a test) is sure to be seen and to win.
 */
@AutoConfiguration
class ConfigAutoConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(ConfigAutoConfiguration.class);

  @Bean
  ConfigDirectory.Contents configContents(Environment environment) {
    ConfigDirectory.Contents contents = ConfigDirectory.read(environment);
    contents.warnings().forEach(LOG::warn);
    return contents;
  }

  @Bean
  @ConditionalOnMissingBean
  Settings settings(ConfigDirectory.Contents contents) {
    return contents.settings();
  }

  @Bean
  @ConditionalOnMissingBean
  LocationsSettings locationsSettings(ConfigDirectory.Contents contents) {
    return contents.locations();
  }

  @Bean
  @ConditionalOnMissingBean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  LogLevels logLevels(
      ConfigDirectory.Contents contents,
      ObjectProvider<LoggingSystem> logging,
      Environment environment) {
    LogLevels levels = new LogLevels(contents.levels(), environment);
    logging.ifAvailable(levels::applyTo);
    return levels;
  }
}
