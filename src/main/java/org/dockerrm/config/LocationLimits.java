package org.dockerrm.config;

/**
 * What may be done on a deployment location.
 *
 * @param maxContainers how many containers of ours it may hold; 0 for any number
 * @param maxConcurrentStarts how many of its containers may start at a time; 0 for twice the host's
 *     processors
 * @param allowPrivileged whether containers may be privileged
 * @param allowBindMounts whether directories of the host may be mounted
 * @param allowHostNetwork whether containers may use the host's own network, and networks may be
 *     made that are a part of it
 * @param networkPool where networks get a subnet from that ask for none
 */
public record LocationLimits(
    int maxContainers,
    int maxConcurrentStarts,
    boolean allowPrivileged,
    boolean allowBindMounts,
    boolean allowHostNetwork,
    NetworkPool networkPool) {

  /** Any number of containers, some starting at a time, none of them with a hold on the host. */
  public static final LocationLimits DEFAULT =
      new LocationLimits(0, 0, false, false, false, NetworkPool.DEFAULT);
}
