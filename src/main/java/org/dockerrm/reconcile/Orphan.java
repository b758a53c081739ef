package org.dockerrm.reconcile;

import java.time.Instant;

/**
 * An object on a container host that was made for an instance which is not in the inventory.
 *
 * @param id names it in the API, the same on every node
 * @param objectId its id on the host
 * @param name its name there
 * @param type what it is, as {@link org.dockerrm.inventory.InternalResource} names it
 * @param location the location that its labels name, on whose host it is
 * @param resourceId the instance that it was made for
 * @param resourceType that instance's type; empty where it does not say
 * @param own whether this manager made it, as its labels say
 * @param kept whether it is a volume that came into being with a container and is meant to outlive
 *     it
 * @param createdAt when it was made, by the host's clock
 */
public record Orphan(
    String id,
    String objectId,
    String name,
    String type,
    String location,
    String resourceId,
    String resourceType,
    boolean own,
    boolean kept,
    Instant createdAt) {}
