package org.dockerrm.database;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what a long-living thread does, piece by piece, so that no fault in a piece ends the thread:
 * it is logged and counted, and the next piece is run.
 */
public final class Worker {

  private static final Logger log = LoggerFactory.getLogger(Worker.class);
  private static final int LONGEST_TEXT = 300;

  private final String name;
  private volatile State state = new State(0, 0, "");

  /** The name is that of the thread. */
  public Worker(String name) {
    this.name = name;
  }

  /** Which it is. */
  public String name() {
    return name;
  }

  /** How it went so far. */
  public State state() {
    return state;
  }

  /**
   * Runs one piece of work.
   *
   * @return whether it came to its end
   */
  public boolean run(Runnable work) {
    try {
      work.run();
      recovered();
      return true;
    } catch (RuntimeException | Error e) {
      failed(e);
      return false;
    }
  }

  private synchronized void recovered() {
    if (state.inARow() > 0) {
      log.info("{} works again after {} faults", name, state.inARow());
      state = new State(state.faults(), 0, state.last());
    }
  }

  private synchronized void failed(Throwable fault) {
    String text = fault.toString();
    state =
        new State(
            state.faults() + 1,
            state.inARow() + 1,
            text.substring(0, Math.min(text.length(), LONGEST_TEXT)));
    if (state.inARow() == 1) {
      log.error("{} failed at a task and continues with the next", name, fault);
    } else if (Long.bitCount(state.inARow()) == 1) {
      log.error("{} failed {} times in a row, at last with {}", name, state.inARow(), text);
    }
  }

  /**
   * How a worker's work went.
   *
   * @param faults how many pieces failed since the start
   * @param inARow how many of them were the latest ones
   * @param last what the last fault was; empty where there was none
   */
  public record State(long faults, long inARow, String last) {}
}
