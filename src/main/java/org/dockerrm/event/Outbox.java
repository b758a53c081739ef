package org.dockerrm.event;

/** Messages that must leave the manager, kept in the database until the broker has them. */
public interface Outbox {

  /**
   * Stores a message in the caller's transaction; it is sent after the commit, at least once, and
   * in the order of appending for one key.
   *
   * @param key the message's key, a resourceId
   * @param payload the message's JSON
   */
  void append(String key, String payload);
}
