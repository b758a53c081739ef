package org.dockerrm.faults;

/** What happens in lives, in this order; each is one request. */
enum ScenarioStep {
  NETWORK_INSTALL("Install of a network"),
  VOLUME_INSTALL("Install of a volume"),
  INSTALL("Install"),
  CONFIGURE("Configure"),
  START("Start"),
  INTEGRITY("Integrity"),
  OPERATION("an operation"),
  ADD_NETWORK("addNetwork"),
  REMOVE_NETWORK("removeNetwork"),
  RECONFIGURE("Reconfigure"),
  STOP("Stop"),
  UNINSTALL("Uninstall"),
  VOLUME_UNINSTALL("Uninstall of a volume"),
  NETWORK_UNINSTALL("Uninstall of a network"),
  FAILED_INSTALL("Install that fails and is rolled back"),
  CANCELLED_NETWORK("Install of a network that is cancelled"),
  CANCELLED_VOLUME("Install of a volume that is cancelled"),
  CANCELLED_INSTALL("Install that is cancelled"),
  CANCELLED_SCRIPT("Install that is cancelled while its script runs"),
  FIRST("Install of what may fail"),
  FAILED_START("Start that fails and is rolled back"),
  FIRST_START("Start of what may fail"),
  HEAL("Heal by recreating"),
  SCALE_OUT("ScaleOut"),
  SCALE_IN("ScaleIn"),
  LAST("Uninstall of what may fail");

  private final String text;

  ScenarioStep(String text) {
    this.text = text;
  }

  /** Whether its faults are worth a case: not where it only makes others possible. */
  boolean isTried() {
    return this != FIRST && this != FIRST_START && this != LAST;
  }

  /** Whether it fails by its script, so that only the calls after that are its own. */
  boolean isRolledBack() {
    return this == FAILED_INSTALL || this == FAILED_START;
  }

  /** Whether what it made is taken down after its request has ended, until that is done. */
  boolean isCancelled() {
    return compareTo(CANCELLED_NETWORK) >= 0 && compareTo(CANCELLED_SCRIPT) <= 0;
  }

  @Override
  public String toString() {
    return text;
  }
}
