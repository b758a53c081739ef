package org.dockerrm.location.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.dockerrm.location.ContainerView;
import org.dockerrm.location.Host;
import org.dockerrm.location.HostException;
import org.dockerrm.location.HostException.Reason;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The life of containers on a real engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DockerContainersIT {

  private final Engine engine = new Engine();
  private final Host host = engine.host;

  @AfterAll
  void cleanUp() {
    engine.close();
  }

  @Test
  void theHostsOwnNetworkNeedsNoHostName() {
    ContainerView byName =
        host.workloads()
            .create(engine.spec(engine.newId(), engine.sleepImage(), "host"))
            .container();
    String hostId = host.requireNetworks().find("host").orElseThrow().id();
    ContainerView byId =
        host.workloads()
            .create(engine.spec(engine.newId(), engine.sleepImage(), hostId))
            .container();

    assertThat(byName.attachmentTo("host")).isPresent();
    assertThat(byId.attachmentTo("host")).isPresent();
  }

  @Test
  void aContainerWithoutShellRefusesScripts() {
    ContainerView running = engine.running();
    engine.exec(running.id(), "rm", "-f", "/usr/bin/dash", "/bin/sh", "/usr/bin/bash");

    assertThat(host.scripts().run(engine.call(running, "/x", "")))
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableThat()
        .havingCause()
        .isInstanceOfSatisfying(
            HostException.class, e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED))
        .withMessageContaining("cannot run /bin/sh");
  }
}
