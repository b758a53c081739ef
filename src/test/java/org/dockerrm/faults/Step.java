package org.dockerrm.faults;

/** What happens in a life, in this order; each is one request. */
enum Step {
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
  NETWORK_UNINSTALL("Uninstall of a network");

  private final String text;

  Step(String text) {
    this.text = text;
  }

  /** Whether it is about the container, between its Install and its Uninstall. */
  boolean isMiddle() {
    return compareTo(INSTALL) > 0 && compareTo(UNINSTALL) < 0;
  }

  @Override
  public String toString() {
    return text;
  }
}
