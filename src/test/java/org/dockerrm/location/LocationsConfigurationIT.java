package org.dockerrm.location;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.dockerrm.config.LocationSettings;
import org.dockerrm.config.LocationsSettings;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.ComponentScan;

/** The locations as the manager wires them, one on a real engine and one that is away. */
class LocationsConfigurationIT {

  private static final LocationSettings HERE = location("here", "unix:///var/run/docker.sock");
  private static final LocationSettings AWAY = location("away", "tcp://127.0.0.1:9");

  private static LocationSettings location(String name, String endpoint) {
    return new LocationSettings(name, "test", "", URI.create(endpoint), Optional.empty());
  }

  private static ApplicationContextRunner manager(LocationSettings... locations) {
    return new ApplicationContextRunner()
        .withUserConfiguration(Room.class)
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
              assertThat(locations.find("here").orElseThrow().host().networks()).isNotEmpty();
              assertThat(locations.find("Here")).isEmpty();
              var health = context.getBean(HealthIndicator.class).health();
              assertThat(health.getStatus()).isEqualTo(Status.UP);
              assertThat(health.getDetails()).containsEntry("here", "reachable");
              assertThat(health.getDetails().get("away")).asString().contains("127.0.0.1:9");
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
