package org.dockerrm.cli;

import java.util.List;

/** Ends a command with a reason, what to do about it, and an exit code. */
final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final ExitCode code;
  private final List<String> remedies;

  CommandFailure(ExitCode code, String reason, List<String> remedies) {
    super(reason);
    this.code = code;
    this.remedies = List.copyOf(remedies);
  }

  CommandFailure(ExitCode code, String reason, String... remedies) {
    this(code, reason, List.of(remedies));
  }

  ExitCode code() {
    return code;
  }

  /** Lines that say more, or what to do. */
  List<String> remedies() {
    return remedies;
  }
}
