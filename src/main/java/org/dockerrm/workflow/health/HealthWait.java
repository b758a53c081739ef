package org.dockerrm.workflow.health;

import java.time.Instant;

/**
 * A process that waits for its container to become healthy.
 *
 * @param executionId the execution that stands on the task
 * @param requestId its request
 * @param containerId the container's full id
 * @param until when the checks must have come to a verdict
 * @param failuresBefore how many checks had failed in a row as the wait began
 */
record HealthWait(
    String executionId, String requestId, String containerId, Instant until, int failuresBefore) {}
