package org.dockerrm.workflow.confinement;

/** A behaviour of this manager's own that processes may have, beside the engine's plain ones. */
public interface ConfinedBehavior {}
