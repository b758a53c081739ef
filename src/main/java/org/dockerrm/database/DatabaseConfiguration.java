package org.dockerrm.database;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Ensures that no client sees what a crash could take back. */
@Configuration(proxyBeanMethods = false)
public class DatabaseConfiguration {

  /** H2 shows a commit and writes it then. */
  @Bean
  @ConditionalOnExpression("'${spring.datasource.url}'.startsWith('jdbc:h2:')")
  OpenCommits commitsUnderWay() {
    return new OpenCommits();
  }

  /** Component {@code workers} of the health endpoint. */
  @Bean
  HealthIndicator workersHealthIndicator(ObjectProvider<HasWorkers> all) {
    return new WorkersHealth(all);
  }

  /** PostgreSQL writes a commit and shows it then. */
  @Bean
  @ConditionalOnMissingBean(Durability.class)
  Durability durability() {
    return () -> {};
  }
}
