package org.dockerrm.location;

/** What not every kind of host can do. */
public enum Ability {
  /** A container exists without running, can be stopped, started again and renamed. */
  HOLDS_STOPPED("cannot keep a container that does not run"),
  /** Containers are attached to networks and detached from them after their creation. */
  ATTACHES("cannot attach a container to a network after its creation"),
  /** Networks are made and found by name or id. */
  NETWORKS("has no networks of its own"),
  /** A container has an address that it asks for. */
  FIXED_ADDRESSES("cannot give a container an address of its choice"),
  /** Volumes have names and outlive containers. */
  VOLUMES("has no named volumes"),
  /** Files and directories of the host are mounted. */
  BIND_MOUNTS("cannot mount files of its machine"),
  /** Ports of the host lead to those of a container. */
  HOST_PORTS("cannot publish ports"),
  /** A container may do all that its host may. */
  PRIVILEGED("has no privileged containers"),
  /** Devices of the host are given to a container. */
  DEVICES("cannot give devices to a container"),
  /** Limits of processes, beside memory and processors. */
  PROCESS_LIMITS("cannot limit the processes of a container"),
  /** Kernel settings of a container's namespaces. */
  SYSCTLS("cannot set kernel parameters of a container"),
  /** The host starts an ended container again. */
  RESTARTS("does not restart containers by itself");

  private final String lack;

  Ability(String lack) {
    this.lack = lack;
  }

  /** What is said of a host without it, as it follows the host's name. */
  String lack() {
    return lack;
  }
}
