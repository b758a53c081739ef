package org.dockerrm.transition;

/** Why a request failed; the names are those of the API ({@code requestFailureCode}). */
public enum FailureCode {
  /** A container or network is gone. */
  RESOURCE_NOT_FOUND,
  /** Something of that name exists and is not ours. */
  RESOURCE_ALREADY_EXISTS,
  /** The engine refused or is unreachable. */
  INFRASTRUCTURE_ERROR,
  /** No address, port, disk or memory left. */
  INSUFFICIENT_CAPACITY,
  /** A script ended with an exit code other than zero, or left properties that are not valid. */
  SCRIPT_FAILED,
  /** The deadline passed. */
  TIMEOUT,
  /** A fault of the manager or of a process. */
  INTERNAL_ERROR;

  /** The code of that name; anything else that a designer may throw is an internal error. */
  public static FailureCode named(String name) {
    for (FailureCode code : values()) {
      if (code.name().equals(name)) {
        return code;
      }
    }
    return INTERNAL_ERROR;
  }
}
