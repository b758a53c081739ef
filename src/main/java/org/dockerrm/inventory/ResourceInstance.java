package org.dockerrm.inventory;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An instance of a resource type.
 *
 * @param resourceId its id, allocated by Install
 * @param resourceName the client's name for it, not unique
 * @param resourceType full type name
 * @param resourceManagerId the client's name for this manager, echoed back
 * @param location name of its deployment location
 * @param metricKey token that its metrics carry
 * @param state null until Install has ended
 * @param readOnly found on the host, not made by this manager
 * @param properties its properties with secrets in clear, by name in the descriptor's order
 * @param internalResources the objects behind it
 * @param createdAt when it was accepted or found
 * @param lastModifiedAt when anything of it changed last
 * @param stateReason why it is in its state, where something else than a transition put it there
 * @param stateBefore the state that it was taken out of then
 */
public record ResourceInstance(
    String resourceId,
    String resourceName,
    String resourceType,
    @Nullable String resourceManagerId,
    String location,
    String metricKey,
    @Nullable ResourceState state,
    boolean readOnly,
    Map<String, String> properties,
    List<InternalResource> internalResources,
    Instant createdAt,
    Instant lastModifiedAt,
    @Nullable String stateReason,
    @Nullable ResourceState stateBefore) {

  /** An instance whose state needs no explanation. */
  public ResourceInstance(
      String resourceId,
      String resourceName,
      String resourceType,
      @Nullable String resourceManagerId,
      String location,
      String metricKey,
      @Nullable ResourceState state,
      boolean readOnly,
      Map<String, String> properties,
      List<InternalResource> internalResources,
      Instant createdAt,
      Instant lastModifiedAt) {
    this(
        resourceId,
        resourceName,
        resourceType,
        resourceManagerId,
        location,
        metricKey,
        state,
        readOnly,
        properties,
        internalResources,
        createdAt,
        lastModifiedAt,
        null,
        null);
  }

  /** Copies the collections; the properties keep their order. */
  public ResourceInstance {
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    internalResources = List.copyOf(internalResources);
  }

  /** The same instance with other objects behind it. */
  ResourceInstance withInternalResources(List<InternalResource> resources) {
    return new ResourceInstance(
        resourceId,
        resourceName,
        resourceType,
        resourceManagerId,
        location,
        metricKey,
        state,
        readOnly,
        properties,
        resources,
        createdAt,
        lastModifiedAt,
        stateReason,
        stateBefore);
  }

  /** Whether it was in service until it was found dead. */
  public boolean diedInService() {
    return state == ResourceState.Broken
        && stateReason != null
        && stateBefore == ResourceState.Active;
  }

  /** The id of the container behind it. */
  public Optional<String> containerId() {
    return internalId(InternalResource.CONTAINER);
  }

  /** The id of the network behind it. */
  public Optional<String> networkId() {
    return internalId(InternalResource.NETWORK);
  }

  /** The name of the volume behind it. */
  public Optional<String> volumeName() {
    return internalId(InternalResource.VOLUME);
  }

  private Optional<String> internalId(String type) {
    return internalResources.stream()
        .filter(resource -> resource.type().equals(type))
        .map(InternalResource::id)
        .findFirst();
  }
}
