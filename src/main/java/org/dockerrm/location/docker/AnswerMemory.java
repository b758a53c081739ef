package org.dockerrm.location.docker;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The share of one answer in the memory that the answers of all engines take while they are read,
 * estimated in bytes ({@link JsonWeight}). All have one bound, since there is one memory.
 */
final class AnswerMemory {

  /** Most that all answers may take at a moment. */
  static final long MOST = 96L << 20;

  private static final AtomicLong TAKEN = new AtomicLong();

  private long held;
  private boolean released;

  /** What all answers take now. */
  static long taken() {
    return TAKEN.get();
  }

  /** Takes as much as the answer needs by now; false where all need more than there is. */
  synchronized boolean take(long needed) {
    if (released || needed <= held) {
      return true;
    }
    if (TAKEN.addAndGet(needed - held) <= MOST) {
      held = needed;
      return true;
    }
    // Given back at once, so that the others do not fail as well.
    TAKEN.addAndGet(-needed);
    held = 0;
    released = true;
    return false;
  }

  /** Gives back what the answer took; it takes nothing from now on. */
  synchronized void release() {
    TAKEN.addAndGet(-held);
    held = 0;
    released = true;
  }
}
