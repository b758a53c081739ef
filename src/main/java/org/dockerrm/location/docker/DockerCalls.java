package org.dockerrm.location.docker;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.dockerrm.location.HostException;
import org.dockerrm.location.HostException.Reason;

/**
 * Makes calls to an engine that end in bounded time and fail with {@link
 * org.dockerrm.location.HostException} only.
 *
 * <p>The transport bounds each request ({@link EngineTransport}). Here the whole of a call is
 * bounded, which may make several, and wait in between, by interrupting its thread.
 */
final class DockerCalls {

  /** An answer that takes longer makes those who come next ask whether the engine is there. */
  private static final Duration SUSPICIOUS = Duration.ofSeconds(2);

  private static final String PING = "reach the engine";
  private static final Duration AFTER_FAULT = Duration.ofMillis(300);

  private final DockerErrors errors;
  private final Duration limit;
  private final EngineCircuitBreaker reachability;
  private final ScheduledExecutorService clock;

  /**
   * @param limit longest time for a call without user-defined duration
   * @param clock ends calls that take too long
   * @param ping asks whether the engine is there
   */
  DockerCalls(DockerErrors errors, Duration limit, ScheduledExecutorService clock, Runnable ping) {
    this.errors = errors;
    this.limit = limit;
    this.reachability = new EngineCircuitBreaker(() -> silence(ping));
    this.clock = clock;
  }

  DockerErrors errors() {
    return errors;
  }

  /** Makes a call that the engine answers soon. */
  <T> T call(String doing, Supplier<T> call) {
    return call(doing, limit, call);
  }

  /** Makes a call without a result that the engine answers soon. */
  void run(String doing, Runnable call) {
    call(doing, done(call));
  }

  /**
   * Makes a call that the engine answers within the limit, and once more where the engine fails at
   * it; fails at once while the engine is known to be away.
   *
   * @param doing what is tried, as it follows "Cannot"
   */
  <T> T call(String doing, Duration limit, Supplier<T> call) {
    reachability
        .away()
        .ifPresent(
            reason -> {
              throw new HostException(Reason.UNREACHABLE, "Cannot " + doing + ": " + reason);
            });
    Future<?> doubt =
        clock.schedule(reachability::doubt, SUSPICIOUS.toMillis(), TimeUnit.MILLISECONDS);
    try {
      T result = twice(doing, limit, call);
      reachability.answered();
      return result;
    } catch (HostException e) {
      if (e.reason() == Reason.UNREACHABLE) {
        reachability.doubt();
      }
      throw e;
    } finally {
      doubt.cancel(false);
    }
  }

  /** What the engine fails at is tried once more, since every call may be repeated. */
  private <T> T twice(String doing, Duration limit, Supplier<T> call) {
    try {
      return bounded(doing, limit, call);
    } catch (HostException e) {
      if (!errors.isFault(e)) {
        throw e;
      }
      Pause.sleep(AFTER_FAULT);
      return bounded(doing, limit, call);
    }
  }

  /** Does something later, in very short time. */
  void later(Duration pause, Runnable task) {
    clock.schedule(task, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Asks the engine something in short time, even while it is taken to be away.
   *
   * @return why there was no answer
   */
  Optional<String> probe(String doing, Runnable question) {
    try {
      bounded(doing, DockerClients.PROBE_TIMEOUT, done(question));
      reachability.answered();
      return Optional.empty();
    } catch (HostException e) {
      reachability.doubt();
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Why the engine is silent; one that answers with an error is not. */
  private Optional<String> silence(Runnable ping) {
    try {
      bounded(PING, DockerClients.PATIENT_PROBE_TIMEOUT, done(ping));
      return Optional.empty();
    } catch (HostException e) {
      String message = String.valueOf(e.getMessage()).replaceFirst("^Cannot " + PING + ": ", "");
      return Optional.of(message).filter(m -> e.reason() == Reason.UNREACHABLE);
    }
  }

  private static Supplier<Boolean> done(Runnable call) {
    return () -> {
      call.run();
      return Boolean.TRUE;
    };
  }

  private <T> T bounded(String doing, Duration limit, Supplier<T> call) {
    Watch watch = new Watch();
    Future<?> alarm = clock.schedule(watch::fire, limit.toMillis(), TimeUnit.MILLISECONDS);
    try {
      T result = call.get();
      watch.end();
      return result;
    } catch (RuntimeException e) {
      if (watch.end()) {
        throw errors.silent(doing, "no complete answer within " + limit.toSeconds() + " s", e);
      }
      throw errors.translate(doing, e);
    } finally {
      alarm.cancel(false);
    }
  }

  /** Interrupts one call, and never what its thread does afterwards. */
  private static final class Watch {

    private final Thread caller = Thread.currentThread();
    private boolean over;
    private boolean fired;

    synchronized void fire() {
      if (!over) {
        fired = true;
        caller.interrupt();
      }
    }

    synchronized boolean end() {
      over = true;
      if (fired) {
        Thread.interrupted();
      }
      return fired;
    }
  }
}
