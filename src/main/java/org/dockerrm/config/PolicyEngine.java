package org.dockerrm.config;

/** Who acts on the policies of resource types. */
public enum PolicyEngine {
  /** This manager. */
  INTERNAL,
  /** The orchestrator; this manager passes metrics on and heals and scales nothing. */
  EXTERNAL
}
