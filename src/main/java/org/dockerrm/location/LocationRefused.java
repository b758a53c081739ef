package org.dockerrm.location;

import java.util.List;

/** A change to the locations was refused; nothing was changed. The findings are fit for clients. */
public class LocationRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final transient List<String> findings;

  /** Refuses with everything that is wrong. */
  public LocationRefused(Reason reason, List<String> findings) {
    super(String.join("; ", findings));
    this.reason = reason;
    this.findings = List.copyOf(findings);
  }

  /** Refuses for one thing. */
  public LocationRefused(Reason reason, String finding) {
    this(reason, List.of(finding));
  }

  /** What kind of refusal it is. */
  public Reason reason() {
    return reason;
  }

  /** All that is wrong, one line each. */
  public List<String> findings() {
    return findings;
  }

  /** The kinds of refusal. */
  public enum Reason {
    /** What was asked for is wrong. */
    INVALID,
    /** There is no such location. */
    NOT_FOUND,
    /** The location as it is does not allow it. */
    CONFLICT
  }
}
