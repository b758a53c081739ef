package org.dockerrm.workflow.fairness;

import java.util.Map;

/**
 * Where a job works, and for whom.
 *
 * @param location name of the deployment location; empty where the job is bound to none, as timers
 *     are
 * @param starts whether it begins with the start of a container
 * @param ids the request and its instance, by the names of the process variables
 */
record JobLocation(String location, boolean starts, Map<String, String> ids) {

  /** Of a job of no request, and of one that is gone. */
  static final JobLocation NOWHERE = new JobLocation("", false, Map.of());
}
