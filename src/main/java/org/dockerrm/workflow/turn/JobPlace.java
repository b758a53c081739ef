package org.dockerrm.workflow.turn;

import java.util.Map;

/**
 * Where a job works, and for whom.
 *
 * @param location name of the deployment location; empty where the job is bound to none, as timers
 *     are
 * @param starts whether it begins with the start of a container
 * @param ids the request and its instance, by the names of the process variables
 */
record JobPlace(String location, boolean starts, Map<String, String> ids) {

  /** Of a job of no request, and of one that is gone. */
  static final JobPlace NOWHERE = new JobPlace("", false, Map.of());
}
