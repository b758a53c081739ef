package org.dockerrm.location;

/**
 * Application event: a container's health check came to another verdict.
 *
 * @param location name of its location
 * @param containerId the full id
 */
public record ContainerHealthChanged(String location, String containerId) {}
