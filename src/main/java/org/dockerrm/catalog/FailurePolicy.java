package org.dockerrm.catalog;

/** What becomes of that which a failed transition made; descriptors write it in lower case. */
public enum FailurePolicy {
  /** It stays, so that it can be looked at. */
  KEEP,
  /** It is undone before the failure is reported. */
  ROLLBACK,
  /** It is reported, and what comes next is done all the same; for the script of Uninstall. */
  FORCE
}
