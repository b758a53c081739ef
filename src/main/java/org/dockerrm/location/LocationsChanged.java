package org.dockerrm.location;

/** Locations came, went or changed; {@link Locations} has them as they are now. */
public record LocationsChanged() {}
