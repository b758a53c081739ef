package org.dockerrm.location.docker;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Keeps calls from waiting for an engine that does not answer. An engine that answered a moment ago
 * is taken to be there. Another is asked first, in short time, and found away at once by everybody
 * else until it answers again: one thread at a time waits for it, however many would.
 */
final class EngineCircuitBreaker {

  private static final Duration TRUSTED = Duration.ofSeconds(5);
  private static final Duration AWAY = Duration.ofSeconds(1);
  private static final Duration QUEUE = Duration.ofSeconds(6);

  private final Supplier<Optional<String>> question;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile State state = new State(Optional.empty(), 0, true);

  /**
   * What is known.
   *
   * @param away why it does not answer
   * @param until until when that is assumed, by {@link System#nanoTime}
   * @param doubtful whether it is not assumed any more
   */
  private record State(Optional<String> away, long until, boolean doubtful) {

    static State of(Optional<String> away, Duration time) {
      return new State(away, System.nanoTime() + time.toNanos(), false);
    }

    boolean isFresh() {
      return !doubtful && System.nanoTime() - until < 0;
    }
  }

  /**
   * @param question probes the engine with a short limit: why it does not answer, or empty
   */
  EngineCircuitBreaker(Supplier<Optional<String>> question) {
    this.question = question;
  }

  /** Why the engine does not answer, if so; probes it where that is not known. */
  Optional<String> away() {
    State known = state;
    if (known.isFresh()) {
      return known.away();
    }
    if (known.away().isPresent() && !asking.tryLock()) {
      return known.away();
    }
    if (known.away().isEmpty() && !lockInTime()) {
      return Optional.of("the engine is being asked whether it is there, and is silent so far");
    }
    try {
      return state.isFresh() ? state.away() : ask();
    } finally {
      asking.unlock();
    }
  }

  /** The engine answered. */
  void answered() {
    state = State.of(Optional.empty(), TRUSTED);
  }

  /** A call found no engine: the next one asks before it is made. */
  void doubt() {
    state = new State(state.away(), 0, true);
  }

  private Optional<String> ask() {
    Optional<String> away = question.get();
    state = State.of(away, away.isPresent() ? AWAY : TRUSTED);
    return away;
  }

  private boolean lockInTime() {
    try {
      return asking.tryLock(QUEUE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
