package org.dockerrm.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.dockerrm.config.LocationLimits;
import org.dockerrm.location.Ability;
import org.dockerrm.location.HostStatus;
import org.dockerrm.location.HostStatus.Reachable;
import org.dockerrm.location.HostStatus.Unreachable;
import org.dockerrm.location.Location;
import org.jspecify.annotations.Nullable;

/** A location; lists have only what it is, since asking for its health takes time. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "DeploymentLocation")
record LocationRepresentation(
    String name,
    String type,
    @Nullable @Schema(description = "what kind of host it is, such as engine") String kind,
    @Nullable @Schema(description = "what its kind of host can do") List<Ability> capabilities,
    @Nullable HealthRepresentation health,
    @Nullable LimitsRepresentation limits) {

  static LocationRepresentation inList(Location location) {
    return new LocationRepresentation(location.name(), location.type(), null, null, null, null);
  }

  static LocationRepresentation alone(Location location, HostStatus sight) {
    return new LocationRepresentation(
        location.name(),
        location.type(),
        location.host().traits().kind(),
        location.host().traits().abilities().stream().sorted().toList(),
        HealthRepresentation.of(sight),
        LimitsRepresentation.of(location.limits()));
  }

  /** Whether its engine answers. */
  @Schema(name = "LocationHealth")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record HealthRepresentation(
      State state,
      @Nullable @Schema(description = "why it is DOWN") String reason,
      @Nullable @Schema(description = "the version of its engine") String engineVersion,
      @Nullable @Schema(description = "containers of this location, running or not")
          Integer containers) {

    enum State {
      UP,
      DOWN
    }

    static HealthRepresentation of(HostStatus sight) {
      if (sight instanceof Reachable up) {
        return new HealthRepresentation(State.UP, null, up.version(), up.containers());
      }
      return new HealthRepresentation(State.DOWN, ((Unreachable) sight).reason(), null, null);
    }
  }

  /** What may be done there. */
  @Schema(name = "LocationLimits")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record LimitsRepresentation(
      @Nullable @Schema(description = "left out where there is no limit") Integer maxContainers,
      @Nullable @Schema(description = "left out where it follows from the engine")
          Integer maxConcurrentStarts,
      boolean allowPrivileged,
      boolean allowBindMounts,
      boolean allowHostNetwork,
      @Schema(description = "where subnets come from that the manager chooses")
          String networkPool) {

    static LimitsRepresentation of(LocationLimits limits) {
      return new LimitsRepresentation(
          limits.maxContainers() > 0 ? limits.maxContainers() : null,
          limits.maxConcurrentStarts() > 0 ? limits.maxConcurrentStarts() : null,
          limits.allowPrivileged(),
          limits.allowBindMounts(),
          limits.allowHostNetwork(),
          limits.networkPool().toString());
    }
  }
}
