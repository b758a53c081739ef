package org.dockerrm.transition;

/**
 * A client's promise that two requests with this key are one.
 *
 * @param key the client's key
 * @param bodyHash hash of the request's body, to tell a repetition from a mistake
 */
public record IdempotencyKey(String key, String bodyHash) {}
