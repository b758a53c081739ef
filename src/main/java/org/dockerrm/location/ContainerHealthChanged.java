package org.dockerrm.location;

/**
 * Application event: what a container's health check says, when that has changed or was looked at.
 *
 * @param location name of its location
 * @param containerId the full id
 * @param health what it says
 */
public record ContainerHealthChanged(String location, String containerId, Health health) {}
