package org.dockerrm.transition;

import org.dockerrm.catalog.ResourceType;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.location.ContainerHost;

/**
 * A request at work.
 *
 * @param transition the request
 * @param instance the instance as it is now
 * @param type the instance's type
 * @param host where it runs
 */
public record TransitionRun(
    Transition transition, ResourceInstance instance, ResourceType type, ContainerHost host) {}
