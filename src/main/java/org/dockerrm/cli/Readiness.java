package org.dockerrm.cli;

import java.time.Duration;
import java.util.Optional;

/** Whether a manager process of this machine is ready. */
final class Readiness {

  private static final Duration LONGEST_START = Duration.ofMinutes(5);
  private static final long PAUSE_MILLIS = 300;

  private final ManagerClient client;
  private final Ports ports;

  Readiness(ManagerClient client, Ports ports) {
    this.client = client;
    this.ports = ports;
  }

  /** Whether something answers that it is healthy. */
  boolean answers() {
    return client.isHealthy();
  }

  /**
   * Whether the process lives and the answer is its own, not another program's. Of another user's
   * process the latter cannot be seen, and the answer is taken for its own.
   */
  boolean isReady(String pid) {
    return isAlive(pid) && answers() && ports.listens(pid, client.port()).orElse(true);
  }

  private static boolean isAlive(String pid) {
    return Optional.of(pid)
        .filter(text -> text.matches("[0-9]{1,10}"))
        .flatMap(text -> ProcessHandle.of(Long.parseLong(text)))
        .filter(ProcessHandle::isAlive)
        .isPresent();
  }

  /** Returns once the process is ready; fails where it ends, or is not ready within 5 minutes. */
  void await(String pid) {
    long begun = System.nanoTime();
    while (!isReady(pid)) {
      if (!isAlive(pid)) {
        throw new CommandFailure(ExitCode.FAILED, "the resource manager did not start");
      }
      if (System.nanoTime() - begun > LONGEST_START.toNanos()) {
        throw new CommandFailure(
            ExitCode.FAILED,
            "the resource manager is not ready after " + LONGEST_START.toSeconds() + " s");
      }
      ManagerClient.pause(PAUSE_MILLIS);
    }
  }
}
