package org.dockerrm.location;

import org.dockerrm.config.LocationLimits;

/**
 * A deployment location: a named place where containers run.
 *
 * @param name unique name, as orchestrators give it in {@code deploymentLocation}
 * @param type free text from the location's settings
 * @param description free text from the location's settings
 * @param limits what may be done there
 * @param host the port to the place itself
 */
public record Location(
    String name, String type, String description, LocationLimits limits, ContainerHost host) {}
