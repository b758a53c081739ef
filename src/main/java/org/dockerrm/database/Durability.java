package org.dockerrm.database;

/**
 * Whether what was read may leave the manager. A database that shows a commit to others before it
 * has written it can take back, at a crash, what they have read and passed on.
 */
public interface Durability {

  /** Returns once everything that the caller can have read up to now is written. */
  void await();
}
