package org.dockerrm.location.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.dockerrm.location.ContainerHost;
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
  private final ContainerHost host = engine.host;

  @AfterAll
  void cleanUp() {
    engine.close();
  }

  @Test
  void theEnginesOwnNetworksAreShown() {
    assertThat(host.networks()).extracting(NetworkView::name).contains("bridge", "host", "none");
    assertThat(host.network("bridge"))
        .hasValueSatisfying(
            view -> {
              assertThat(view.bridgeName()).isEqualTo("docker0");
              assertThat(view.subnets()).hasSize(1);
            });
    assertThat(host.network("host"))
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

    NetworkView created = host.create(spec);

    assertThat(created.name()).isEqualTo(spec.name());
    assertThat(created.bridgeName()).isEqualTo(spec.bridgeName());
    assertThat(created.subnets()).hasSize(2).first().isEqualTo(prefix + ".0/24");
    assertThat(created.gateway()).isEqualTo(prefix + ".254");
    assertThat(created.labels()).containsAllEntriesOf(spec.labels());
    assertThat(host.network(created.id())).contains(created);
    assertThat(host.network(created.name())).contains(created);
    assertThat(host.create(spec)).isEqualTo(created);
    host.removeNetwork(created.id());
    assertThat(host.network(created.id())).isEmpty();
    assertThatCode(() -> host.removeNetwork(created.id())).doesNotThrowAnyException();
  }

  @Test
  void aBridgeIsNamedByTheEngineWithoutARequestedName() {
    String prefix = Docker.freePrefix();
    NetworkView created = engine.network(prefix + ".0/24");

    assertThat(created.bridgeName()).isEqualTo("br-" + created.id().substring(0, 12));
    assertThat(created.gateway()).isIn("", prefix + ".1");
  }
}
