package org.dockerrm.transition;

import java.util.Map;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.location.Fit;
import org.dockerrm.location.Location;
import org.dockerrm.location.Locations;
import org.dockerrm.transition.RequestRefused.Reason;
import org.springframework.stereotype.Component;

/** Refuses what a location cannot do or does not allow, before anything of a request is stored. */
@Component
class LocationChecks {

  private final Locations locations;
  private final HostNetworkRule hostNetwork;

  LocationChecks(Locations locations, HostNetworkRule hostNetwork) {
    this.locations = locations;
    this.hostNetwork = hostNetwork;
  }

  /**
   * Checks the values of a request, with everything filled in.
   *
   * @throws RequestRefused naming each value that cannot be carried there
   */
  void check(
      String locationName,
      ResourceType type,
      OfferedTransition offered,
      Map<String, String> values) {
    locations.find(locationName).ifPresent(location -> check(location, type, offered, values));
  }

  private void check(
      Location location, ResourceType type, OfferedTransition offered, Map<String, String> values) {
    if (AbilityNeeds.check(location.host().traits(), type, offered, values)
        instanceof Fit.Misfits misfits) {
      throw new RequestRefused(
          Reason.INVALID,
          "location " + location.name() + ": " + String.join("; ", misfits.findings()),
          Map.of("properties", misfits.findings()));
    }
    hostNetwork.check(location, type, offered, values);
  }
}
