package org.dockerrm.transition;

/**
 * A request has ended: published in the transaction that ends it.
 *
 * @param requestId its id
 */
public record RequestEnded(String requestId) {}
