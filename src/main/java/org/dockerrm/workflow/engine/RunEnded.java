package org.dockerrm.workflow.engine;

/**
 * A process is over, however it ended; published in the transaction that ends it.
 *
 * @param requestId the request that it carried out
 */
public record RunEnded(String requestId) {}
