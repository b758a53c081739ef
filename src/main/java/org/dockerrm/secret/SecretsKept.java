package org.dockerrm.secret;

/**
 * An instance was given secrets that it did not have before; published in the transaction that
 * keeps them.
 *
 * @param resourceId the instance
 */
public record SecretsKept(String resourceId) {}
