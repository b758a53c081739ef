package org.dockerrm.catalog.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dockerrm.catalog.Catalog;
import org.dockerrm.catalog.TypeUse;
import org.dockerrm.catalog.image.FakeLocations;
import org.dockerrm.catalog.image.ImageLimits;
import org.dockerrm.config.Settings;
import org.dockerrm.location.Locations;
import org.dockerrm.location.memory.MemoryHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

class CatalogWiringTest {

  @TempDir Path csars;
  @TempDir Path data;

  @Test
  void isFilledAsSoonAsAnybodyCanHaveIt() {
    PackageFiles.complete(csars.resolve("web"), "web");
    MemoryHost host = new MemoryHost();
    host.images.add("dockerrm_web:latest");
    try (var context = new AnnotationConfigApplicationContext()) {
      context.registerBean(Settings.class, this::settings);
      context.registerBean(Locations.class, () -> new FakeLocations(List.of(host.location("dev"))));
      context.registerBean(JdbcClient.class, Database::inMemory);
      context.registerBean(Clock.class, Clock::systemUTC);
      context.registerBean(ImageLimits.class, () -> new ImageLimits(2, Duration.ofMinutes(1)));
      context.registerBean(TypeUse.class, () -> (type, change) -> true);
      context.registerBean(PackageStore.class, () -> new PackageStore(data));
      context.register(PackageCatalog.class, Uploads.class);
      context.refresh();

      assertThat(context.getBean(Catalog.class).types())
          .hasSize(3)
          .allMatch(type -> type.isPublished());
    }
  }

  private Settings settings() {
    return new Settings(
        "rm",
        "1.0.0",
        List.of("1.0"),
        List.of(csars),
        false,
        new Settings.KafkaSettings(Optional.empty(), Optional.empty()),
        Optional.empty(),
        false,
        Duration.ofMinutes(15),
        Duration.ofHours(24));
  }
}
