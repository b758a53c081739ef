package org.dockerrm.location.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.dockerrm.location.Host;
import org.dockerrm.location.NetworkSpec;
import org.dockerrm.location.NetworkView;
import org.dockerrm.support.Docker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Networks and attachments on a real engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DockerNetworksIT {

  private final Engine engine = new Engine();
  private final Host host = engine.host;

  @AfterAll
  void cleanUp() {
    engine.close();
  }

  @Test
  void theEnginesOwnNetworksAreShown() {
    assertThat(host.requireNetworks().all())
        .extracting(NetworkView::name)
        .contains("bridge", "host", "none");
    assertThat(host.requireNetworks().find("bridge"))
        .hasValueSatisfying(
            view -> {
              assertThat(view.bridgeName()).isEqualTo("docker0");
              assertThat(view.subnets()).hasSize(1);
            });
    assertThat(host.requireNetworks().find("host"))
        .hasValueSatisfying(
            view -> {
              assertThat(view.subnets()).isEmpty();
              assertThat(view.bridgeName()).isEmpty();
              assertThat(view.gateway()).isEmpty();
            });
  }

  @Test
  void aNetworkHasTheBridgeItWasAskedFor() {
    String prefix = Docker.freePrefix();
    String id = engine.newId();
    NetworkSpec spec =
        new NetworkSpec(
            "dockerrm-test_" + id,
            "bridge",
            prefix + ".0/24",
            prefix + ".254",
            "drm" + id.substring(0, 8),
            true,
            true,
            engine.labels(id));

    NetworkView created = host.requireNetworks().create(spec);

    assertThat(created.name()).isEqualTo(spec.name());
    assertThat(created.bridgeName()).isEqualTo(spec.bridgeName());
    assertThat(created.subnets()).hasSize(2).first().isEqualTo(prefix + ".0/24");
    assertThat(created.gateway()).isEqualTo(prefix + ".254");
    assertThat(created.labels()).containsAllEntriesOf(spec.labels());
    assertThat(host.requireNetworks().find(created.id())).contains(created);
    assertThat(host.requireNetworks().find(created.name())).contains(created);
    assertThat(host.requireNetworks().create(spec)).isEqualTo(created);
    host.requireNetworks().remove(created.id());
    assertThat(host.requireNetworks().find(created.id())).isEmpty();
    assertThatCode(() -> host.requireNetworks().remove(created.id())).doesNotThrowAnyException();
  }

  @Test
  void aBridgeIsNamedByTheEngineWithoutARequestedName() {
    String prefix = Docker.freePrefix();
    NetworkView created = engine.network(prefix + ".0/24");

    assertThat(created.bridgeName()).isEqualTo("br-" + created.id().substring(0, 12));
    assertThat(created.gateway()).isIn("", prefix + ".1");
  }
}
