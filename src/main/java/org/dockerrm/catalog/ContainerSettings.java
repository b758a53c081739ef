package org.dockerrm.catalog;

/** How a type's containers are made: the descriptor's {@code container} section. */
public record ContainerSettings() {

  /** Nothing is said: what the engine does by itself. */
  public static final ContainerSettings NONE = new ContainerSettings();
}
