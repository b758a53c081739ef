package org.dockerrm.transition;

/** The states of a request; their names are those of the API. */
public enum RequestState {
  /** Accepted, not yet begun. */
  PENDING,
  /** Its process is at work. */
  IN_PROGRESS,
  /** Ended well. */
  COMPLETED,
  /** Ended badly. */
  FAILED,
  /** Ended by a person. */
  CANCELLED;

  /** Whether nothing will change any more. */
  public boolean isFinal() {
    return this != PENDING && this != IN_PROGRESS;
  }
}
