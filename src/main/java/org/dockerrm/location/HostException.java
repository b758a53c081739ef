package org.dockerrm.location;

import org.jspecify.annotations.Nullable;

/** A container host did not do what it was asked for. The message is fit for operators. */
public class HostException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** Names the reason, with a message a person can act on. */
  public HostException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Names the reason, with a message a person can act on. */
  public HostException(Reason reason, String message) {
    this(reason, message, null);
  }

  /** Why the host did not do it. */
  public Reason reason() {
    return reason;
  }

  /** Whether the same call may succeed later without anything being changed. */
  public boolean isTransient() {
    return reason == Reason.UNREACHABLE || reason == Reason.OUT_OF_SIGHT || reason == Reason.BUSY;
  }

  /** What kept the host from doing it. */
  public enum Reason {
    /** The object that the call names does not exist. */
    NOT_FOUND,
    /** An object of that name exists and belongs to another owner. */
    ALREADY_EXISTS,
    /** No address, port, disk or memory left. */
    NO_CAPACITY,
    /** The host understood and refused: a bad argument or something it does not allow. */
    REFUSED,
    /** The object is in a state that does not allow the call, for now. */
    BUSY,
    /** The host did not answer, or not in time. */
    UNREACHABLE,
    /** The part of the host that has the object does not answer; the others do. */
    OUT_OF_SIGHT,
    /** This kind of host cannot do it. */
    UNSUPPORTED
  }
}
