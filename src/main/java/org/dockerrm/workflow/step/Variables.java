package org.dockerrm.workflow.step;

/**
 * The process variables that every transition process starts with (docs/reference/workflows.md,
 * "Variables").
 */
public final class Variables {

  /** The request; also the business key. */
  public static final String REQUEST_ID = "requestId";

  /** The instance the request is about. */
  public static final String RESOURCE_ID = "resourceId";

  /** The instance's name, the client's and not unique. */
  public static final String RESOURCE_NAME = "resourceName";

  /** The instance's full type name. */
  public static final String RESOURCE_TYPE = "resourceType";

  /** The transition or operation, in the descriptor's spelling. */
  public static final String TRANSITION_NAME = "transitionName";

  /** Name of the deployment location. */
  public static final String LOCATION = "location";

  /** When the request fails if it has not ended; a date, for the deadline's timer. */
  public static final String DEADLINE = "deadline";

  /**
   * {@code keep}, {@code rollback} or {@code force}: what becomes of what a failed transition made;
   * {@code force} also where the client asked for it.
   */
  public static final String ON_FAILURE = "onFailure";

  /** When a forced Uninstall continues without its script: half of its time is over. */
  public static final String FORCE_AT = "forceAt";

  private Variables() {}
}
