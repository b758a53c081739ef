package org.dockerrm.transition;

import java.time.Instant;

/**
 * The port to what can be done with a process that is under way. Calls take part in the caller's
 * transaction and throw {@link org.springframework.dao.OptimisticLockingFailureException} where the
 * process moved on meanwhile.
 */
public interface RunningProcesses {

  /**
   * Gives the steps that failed their full number of tries again, the first one now.
   *
   * @return whether there is such a step
   */
  boolean retry(String processInstanceId);

  /** Ends a process; one that is gone is fine. */
  void cancel(String processInstanceId, String reason);

  /**
   * Whether a process must not be ended at its deadline by the manager: it is suspended, ends at a
   * time by what its designer drew, or has a timer of that deadline that is yet to fire.
   */
  boolean keepsDeadline(String processInstanceId, Instant deadline);

  /** Lets nothing of a process move any more, its deadline included. */
  void suspend(String processInstanceId);

  /**
   * Lets a suspended process move again, with another deadline.
   *
   * @param before its deadline so far
   * @param deadline its deadline from now on
   * @return whether it was suspended; if not, nothing was changed
   */
  boolean resume(String processInstanceId, Instant before, Instant deadline);
}
