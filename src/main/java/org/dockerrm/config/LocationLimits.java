package org.dockerrm.config;

/**
 * What may be done on a deployment location.
 *
 * @param maxContainers how many containers of ours it may hold; 0 for any number
 * @param allowPrivileged whether containers may be privileged
 * @param allowBindMounts whether directories of the host may be mounted
 */
public record LocationLimits(int maxContainers, boolean allowPrivileged, boolean allowBindMounts) {

  /** Any number of containers, none of them with a hold on the host. */
  public static final LocationLimits DEFAULT = new LocationLimits(0, false, false);
}
