package org.dockerrm.workflow.step;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.camunda.bpm.engine.delegate.BpmnError;
import org.dockerrm.config.LocationLimits;
import org.dockerrm.location.Location;
import org.dockerrm.location.memory.MemoryHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a step refuses that the acceptance of its request could not know. */
class LocationPermissionsTest {

  private static final LocationLimits STRICT = LocationLimits.DEFAULT;
  private static final LocationLimits GENEROUS =
      new LocationLimits(0, 0, true, true, true, STRICT.networkPool());

  private final MemoryHost host = new MemoryHost();

  @Test
  void refusesTheHostsNetworkUnderAnyReference() {
    String id = host.requireNetworks().find("host").orElseThrow().id();
    String shortId = id.substring(0, 12);

    for (String network : new String[] {"host", id, shortId}) {
      refusesNetwork(network);
    }
  }

  private void refusesNetwork(String network) {
    assertThatThrownBy(() -> LocationPermissions.checkNetwork(location(STRICT), network))
        .isInstanceOf(BpmnError.class)
        .hasMessageContaining("location here does not allow network host")
        .hasMessageContaining("allowHostNetwork");
    assertThatCode(() -> LocationPermissions.checkNetwork(location(GENEROUS), network))
        .doesNotThrowAnyException();
  }

  @Test
  void leavesOtherNetworksAndUnknownOnesToTheHost() {
    for (String network : new String[] {"bridge", "none", "unknown"}) {
      assertThatCode(() -> LocationPermissions.checkNetwork(location(STRICT), network))
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"host", "null", "macvlan", "ipvlan", "Bridge", "vendor/plugin:1"})
  void refusesDriversThatMayReachTheHostsNetwork(String driver) {
    assertThatThrownBy(() -> LocationPermissions.checkNetworkDriver(location(STRICT), driver))
        .hasMessageContaining("networks of driver " + driver);
    assertThatCode(() -> LocationPermissions.checkNetworkDriver(location(GENEROUS), driver))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "bridge", "overlay"})
  void takesTheOtherDriversEverywhere(String driver) {
    assertThatCode(() -> LocationPermissions.checkNetworkDriver(location(STRICT), driver))
        .doesNotThrowAnyException();
  }

  private Location location(LocationLimits limits) {
    return host.location("here", limits);
  }
}
