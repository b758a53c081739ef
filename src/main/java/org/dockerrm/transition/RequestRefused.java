package org.dockerrm.transition;

import java.util.LinkedHashMap;
import java.util.Map;

/** A request was not accepted; nothing of it was stored. The message is fit for clients. */
public class RequestRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final transient Map<String, Object> details;

  /** Refuses with details that name what is wrong, by the part of the request that is wrong. */
  public RequestRefused(Reason reason, String message, Map<String, ?> details) {
    super(message);
    this.reason = reason;
    this.details = new LinkedHashMap<>(details);
  }

  /** Refuses with a message alone. */
  public RequestRefused(Reason reason, String message) {
    this(reason, message, Map.of());
  }

  /** Refuses because an object that the request names does not exist. */
  static RequestRefused notFound(String kind, String name) {
    return new RequestRefused(Reason.NOT_FOUND, "%s '%s' not found".formatted(kind, name));
  }

  /** What kind of refusal it is. */
  public Reason reason() {
    return reason;
  }

  /** What is wrong, by the part of the request. */
  public Map<String, Object> details() {
    return details;
  }

  /** The kinds of refusal. */
  public enum Reason {
    /** The request is wrong or names something unknown. */
    INVALID,
    /** The location or the instance does not exist. */
    NOT_FOUND,
    /** The instance does not allow it now. */
    CONFLICT,
    /** There is too much to do already; the same request may be accepted a little later. */
    TOO_MUCH
  }
}
