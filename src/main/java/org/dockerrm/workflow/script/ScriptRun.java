package org.dockerrm.workflow.script;

/**
 * A script that a process waits for.
 *
 * @param runId names the run for ever, on the container host too
 * @param requestId the request it belongs to
 * @param resourceId the instance in whose container it runs
 * @param executionId the execution that waits
 * @param activityInstanceId the visit of the task that waits; distinguishes it from a later visit
 * @param script path inside the container
 */
record ScriptRun(
    String runId,
    String requestId,
    String resourceId,
    String executionId,
    String activityInstanceId,
    String script) {}
