package org.dockerrm.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.dockerrm.catalog.Catalog;
import org.dockerrm.catalog.Secrets;
import org.dockerrm.inventory.InternalResource;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.inventory.ResourceState;
import org.jspecify.annotations.Nullable;

/** An instance as the API shows it: secrets are masked. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Instance")
record InstanceRepresentation(
    String resourceId,
    String resourceName,
    String resourceType,
    @Nullable String resourceManagerId,
    String deploymentLocation,
    Map<String, String> properties,
    OffsetDateTime createdAt,
    OffsetDateTime lastModifiedAt,
    String metricKey,
    List<InternalResource> internalResourceInstances,
    @Nullable ResourceState resourceState,
    @Nullable String stateReason,
    boolean readOnly) {

  static InstanceRepresentation of(ResourceInstance instance, Catalog catalog) {
    return new InstanceRepresentation(
        instance.resourceId(),
        instance.resourceName(),
        instance.resourceType(),
        instance.resourceManagerId(),
        instance.location(),
        Secrets.masked(
            instance.properties(),
            catalog
                .find(instance.resourceType())
                .map(type -> type.descriptor().properties())
                .orElse(null)),
        Times.of(instance.createdAt()),
        Times.of(instance.lastModifiedAt()),
        instance.metricKey(),
        instance.internalResources(),
        instance.state(),
        instance.stateReason(),
        instance.readOnly());
  }

  /** The same of a location that is not seen now: its last known state is shown. */
  InstanceRepresentation outOfSight(String why) {
    return new InstanceRepresentation(
        resourceId,
        resourceName,
        resourceType,
        resourceManagerId,
        deploymentLocation,
        properties,
        createdAt,
        lastModifiedAt,
        metricKey,
        internalResourceInstances,
        resourceState,
        (stateReason == null ? "" : stateReason + "; ")
            + "its location is out of sight, so that this may have changed: "
            + why,
        readOnly);
  }
}
