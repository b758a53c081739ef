package org.dockerrm.workflow;

/** The process variables that every transition process starts with (workflows, "Variables"). */
final class Variables {

  static final String REQUEST_ID = "requestId";
  static final String RESOURCE_ID = "resourceId";
  static final String TRANSITION_NAME = "transitionName";
  static final String LOCATION = "location";

  /** When the request fails if it has not ended; a date, for the deadline's timer. */
  static final String DEADLINE = "deadline";

  private Variables() {}
}
