package org.dockerrm.workflow.step;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.dockerrm.config.LocationLimits;
import org.dockerrm.location.ContainerHost;
import org.dockerrm.location.Location;
import org.dockerrm.location.NetworkView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a step refuses that the acceptance of its request could not know. */
class LocationPermissionsTest {

  private static final LocationLimits STRICT = LocationLimits.DEFAULT;
  private static final LocationLimits GENEROUS =
      new LocationLimits(0, 0, true, true, true, STRICT.networkPool());

  @Test
  void refusesTheHostsNetworkUnderAnyReference() {
    assertThatThrownBy(() -> LocationPermissions.checkNetwork(location(STRICT), "0123456789ab"))
        .isInstanceOf(BpmnError.class)
        .hasMessageContaining("location here does not allow network host")
        .hasMessageContaining("allowHostNetwork");
    assertThatCode(() -> LocationPermissions.checkNetwork(location(GENEROUS), "0123456789ab"))
        .doesNotThrowAnyException();
  }

  @Test
  void leavesOtherNetworksAndUnknownOnesToTheHost() {
    for (String network : new String[] {"bridge", "other", "unknown"}) {
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

  /** A host with the networks {@code host}, also by the id above, and {@code other}. */
  private static Location location(LocationLimits limits) {
    Map<String, String> drivers = Map.of("host", "host", "0123456789ab", "host", "other", "bridge");
    ContainerHost host =
        (ContainerHost)
            Proxy.newProxyInstance(
                ContainerHost.class.getClassLoader(),
                new Class<?>[] {ContainerHost.class},
                (proxy, method, arguments) ->
                    Optional.ofNullable(drivers.get(arguments[0]))
                        .map(LocationPermissionsTest::network));
    return new Location("here", "", "", limits, host);
  }

  private static NetworkView network(String driver) {
    return new NetworkView(
        "id", driver, driver, List.of(), "", "", Map.of(), List.of(), Instant.EPOCH);
  }
}
