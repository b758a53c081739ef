package org.dockerrm.cli;

/** What the process ends with. */
enum ExitCode {
  /** The command did what it was asked. */
  DONE,
  /** The request, or the check, failed. */
  FAILED,
  /** The command line is wrong. */
  USAGE,
  /** The resource manager refused the request, or does not know what was named. */
  REFUSED,
  /** No resource manager answers. */
  UNREACHABLE;

  int value() {
    return ordinal();
  }
}
