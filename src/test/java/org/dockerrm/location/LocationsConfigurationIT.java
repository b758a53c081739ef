package org.dockerrm.location;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.dockerrm.config.LocationSettings;
import org.dockerrm.config.LocationsSettings;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionOperations;

/** The locations as the manager wires them, one on a real engine and one that is away. */
class LocationsConfigurationIT {

  private static final LocationSettings HERE = location("here", "unix:///var/run/docker.sock");
  private static final LocationSettings AWAY = location("away", "tcp://127.0.0.1:9");

  private static LocationSettings location(String name, String endpoint) {
    return new LocationSettings(name, "test", "", URI.create(endpoint), Optional.empty());
  }

  private static JdbcClient database() {
    String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    DriverManagerDataSource source = new DriverManagerDataSource(url);
    Flyway.configure().dataSource(source).load().migrate();
    return JdbcClient.create(source);
  }

  private static ApplicationContextRunner manager(LocationSettings... locations) {
    return new ApplicationContextRunner()
        .withInitializer(
            context ->
                context
                    .getBeanFactory()
                    .setConversionService(ApplicationConversionService.getSharedInstance()))
        .withPropertyValues("dockerrm.engine.answer-limit=30s")
        .withUserConfiguration(Room.class)
        .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
        .withBean(Clock.class, Clock::systemUTC)
        .withBean(JdbcClient.class, LocationsConfigurationIT::database)
        .withBean(LocationTenants.class, () -> location -> 0)
        .withBean(TransactionOperations.class, TransactionOperations::withoutTransaction)
        .withBean(LocationsSettings.class, () -> new LocationsSettings(List.of(locations)));
  }

  @Test
  void aLocationThatIsAwayNeitherStopsTheStartNorTheOthers() {
    manager(AWAY, HERE)
        .run(
            context -> {
              Locations locations = context.getBean(Locations.class);
              assertThat(locations.all())
                  .extracting(Location::name)
                  .containsExactly("away", "here");
              assertThat(locations.find("here").orElseThrow().host().requireNetworks().all())
                  .isNotEmpty();
              assertThat(locations.find("Here")).isEmpty();
              assertThat(context.getBean(HealthIndicator.class).health().getStatus())
                  .isEqualTo(Status.UP);
              LocationStatuses sights = context.getBean(LocationStatuses.class);
              assertThat(sights.of(locations.find("here").orElseThrow()))
                  .isInstanceOfSatisfying(
                      HostStatus.Reachable.class,
                      here -> {
                        assertThat(here.version()).isNotEmpty();
                        assertThat(here.containers()).isZero();
                      });
              assertThat(sights.of(locations.find("away").orElseThrow()))
                  .isInstanceOfSatisfying(
                      HostStatus.Unreachable.class,
                      away -> assertThat(away.reason()).contains("127.0.0.1:9"));
            });
  }

  @Test
  void healthIsDownWhereNoLocationAnswers() {
    manager(AWAY)
        .run(
            context ->
                assertThat(context.getBean(HealthIndicator.class).health().getStatus())
                    .isEqualTo(Status.DOWN));
  }

  @ComponentScan(basePackageClasses = Locations.class)
  static class Room {}
}
