package org.dockerrm.location.docker;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Makes calls to an engine that end in bounded time and fail with {@link
 * org.dockerrm.location.HostException} only.
 *
 * <p>The transport's own response timeout has no effect on Unix sockets; there, interrupting the
 * calling thread is what ends a call. On TCP it is the other way round, so both are needed.
 */
final class DockerCalls implements AutoCloseable {

  private final DockerErrors errors;
  private final ScheduledThreadPoolExecutor clock;

  DockerCalls(DockerErrors errors) {
    this.errors = errors;
    this.clock =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "docker-deadlines");
              thread.setDaemon(true);
              return thread;
            });
    clock.setRemoveOnCancelPolicy(true);
  }

  DockerErrors errors() {
    return errors;
  }

  /** Makes a call that the engine answers soon. */
  <T> T call(String doing, Supplier<T> call) {
    return call(doing, DockerClients.CONTROL_TIMEOUT, call);
  }

  /** Makes a call without a result that the engine answers soon. */
  void run(String doing, Runnable call) {
    call(
        doing,
        () -> {
          call.run();
          return Boolean.TRUE;
        });
  }

  /**
   * Makes a call that the engine answers within the limit.
   *
   * @param doing what is tried, as it follows "Cannot"
   */
  <T> T call(String doing, Duration limit, Supplier<T> call) {
    Watch watch = new Watch();
    Future<?> alarm = clock.schedule(watch::fire, limit.toMillis(), TimeUnit.MILLISECONDS);
    try {
      T result = call.get();
      watch.end();
      return result;
    } catch (RuntimeException e) {
      if (watch.end()) {
        throw errors.silent(doing, "nothing came back within " + limit.toSeconds() + " s", e);
      }
      throw errors.translate(doing, e);
    } finally {
      alarm.cancel(false);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
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
