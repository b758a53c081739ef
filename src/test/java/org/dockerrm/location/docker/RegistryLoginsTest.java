package org.dockerrm.location.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dockerrm.config.LocationLimits;
import org.dockerrm.config.LocationSettings;
import org.dockerrm.location.ContainerSpec;
import org.dockerrm.location.HostException;
import org.dockerrm.location.ImageBuild;
import org.dockerrm.support.FakeEngine;
import org.dockerrm.support.RegistryLogin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which engines are sent the logins to registries; a real engine does not show what it got. */
class RegistryLoginsTest {

  @TempDir Path directory;

  @BeforeEach
  void logIn() throws IOException {
    RegistryLogin.in(directory);
  }

  @AfterEach
  void logOut() {
    RegistryLogin.none();
  }

  @Test
  void goToTheEnginesOfTheSettings() throws IOException {
    try (FakeEngine engine = new FakeEngine()) {
      useEverything(engine, true);

      assertThat(engine.seen("/build")).hasSize(1).allMatch(FakeEngine.Seen::hasLogins);
      assertThat(engine.seen("/images/create")).hasSize(1).allMatch(FakeEngine.Seen::hasLogins);
    }
  }

  @Test
  void goToNoEngineThatMayNotHaveThem() throws IOException {
    try (FakeEngine engine = new FakeEngine()) {
      useEverything(engine, false);

      assertThat(engine.seen("/build")).hasSize(1);
      assertThat(engine.seen("/images/create")).hasSize(1);
      assertThat(engine.seen("/containers/create")).hasSize(1);
      assertThat(engine.seen()).noneMatch(FakeEngine.Seen::hasLogins);
    }
  }

  private void useEverything(FakeEngine engine, boolean logins) throws IOException {
    LocationSettings settings =
        new LocationSettings(
            "named-by-a-client",
            LocationSettings.ENGINE,
            "",
            "",
            engine.endpoint(),
            Optional.empty(),
            LocationLimits.DEFAULT,
            Optional.empty(),
            logins);
    Path image = Files.createDirectories(directory.resolve("image"));
    Files.writeString(image.resolve("Dockerfile"), "FROM " + RegistryLogin.REGISTRY + "/base\n");
    String pulled = RegistryLogin.REGISTRY + "/app:1";
    try (DockerHost host = new DockerHost(settings, Clock.systemUTC(), TransportDecorator.PLAIN)) {
      ImageBuild build = new ImageBuild(image, List.of("dockerrm_app:1"), Map.of());
      assertRefused(() -> host.images().build(build, line -> {}));
      assertRefused(() -> host.images().pull(pulled, line -> {}));
      assertRefused(
          () ->
              host.workloads()
                  .create(new ContainerSpec("app", pulled, "app", "none", null, Map.of(), Map.of()))
                  .container());
    }
  }

  private static void assertRefused(Runnable call) {
    assertThatThrownBy(call::run).isInstanceOf(HostException.class);
  }
}
