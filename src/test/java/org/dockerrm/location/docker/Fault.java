package org.dockerrm.location.docker;

/** What can happen to a call to an engine. */
public enum Fault {
  /** The engine answers with an error and has done nothing. */
  FAIL_BEFORE("an error instead of it"),
  /** The engine does it and answers with an error. */
  FAIL_AFTER("an error after the effect"),
  /** The engine does nothing, and there is no answer. */
  HANG_BEFORE("no answer, nothing done"),
  /** The engine does it, and there is no answer. */
  HANG_AFTER("no answer after the effect"),
  /** The connection is lost before the engine has heard of it. */
  DROP_BEFORE("connection lost before the effect"),
  /** The connection is lost before the engine has answered. */
  DROP_AFTER("connection lost after the effect"),
  /** The connection is lost in the middle of the answer. */
  CUT("connection lost within the answer"),
  /** The engine answers with an error, now and ever after. */
  REFUSE("an error for good"),
  /** The engine does it, and cannot be reached for the answer, now and ever after. */
  HOLD("done, and tried again and again");

  private final String text;

  Fault(String text) {
    this.text = text;
  }

  /** Whether it can happen to a call that changes nothing. */
  boolean needsEffect() {
    return this == FAIL_AFTER || this == HANG_AFTER || this == DROP_AFTER;
  }

  /** Whether it happens to all later calls too. */
  boolean stays() {
    return this == REFUSE || this == HOLD;
  }

  /** Whether it is an answer with an error, which the engine may mean for good. */
  public boolean isError() {
    return this == FAIL_BEFORE || this == FAIL_AFTER || this == REFUSE;
  }

  @Override
  public String toString() {
    return text;
  }
}
