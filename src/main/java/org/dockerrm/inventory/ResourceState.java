package org.dockerrm.inventory;

/** The states of an instance; their names are those of the API. */
public enum ResourceState {
  /** Installed and not configured. */
  Installed,
  /** Configured, not in service. */
  Inactive,
  /** In service. */
  Active,
  /** Was in service and is found faulty. */
  Broken,
  /** A transition failed in a way that leaves only a look and Uninstall. */
  Failed
}
