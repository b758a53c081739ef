package org.dockerrm.catalog;

/** What became of the wish to remove a type. */
public sealed interface RemovalResult {

  /** The type and its package are gone. */
  record Removed() implements RemovalResult {}

  /** There is no such type. */
  record Unknown() implements RemovalResult {}

  /**
   * The type stays.
   *
   * @param reason why, fit for clients
   */
  record Refused(String reason) implements RemovalResult {}
}
