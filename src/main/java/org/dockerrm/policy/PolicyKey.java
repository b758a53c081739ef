package org.dockerrm.policy;

/**
 * A policy of one instance; of scale policies the first member of the cluster has it.
 *
 * @param resourceId the instance
 * @param policy the policy's name in the descriptor
 */
record PolicyKey(String resourceId, String policy) {}
