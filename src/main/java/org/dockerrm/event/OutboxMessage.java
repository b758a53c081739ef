package org.dockerrm.event;

/**
 * A row of the outbox.
 *
 * @param id the place in the order of appending
 * @param key the key whose order is kept
 * @param payload the message's JSON
 */
record OutboxMessage(long id, String key, String payload) {}
