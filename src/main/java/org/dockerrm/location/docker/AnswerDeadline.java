package org.dockerrm.location.docker;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.jspecify.annotations.Nullable;

/**
 * Ends a call whose answer is not there in time by closing its connection. A limit for each read
 * would not do: an engine may send a byte from time to time.
 */
final class AnswerDeadline {

  private final HttpUriRequestBase request;
  private final Duration limit;
  private @Nullable Future<?> alarm;
  private volatile boolean passed;

  AnswerDeadline(HttpUriRequestBase request, Duration limit) {
    this.request = request;
    this.limit = limit;
  }

  void begin(ScheduledExecutorService alarms) {
    alarm = alarms.schedule(this::pass, limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void pass() {
    passed = true;
    abort();
  }

  /** What was to come in time is there. */
  void met() {
    Future<?> running = alarm;
    if (running != null) {
      running.cancel(false);
    }
  }

  /** Closes the connection, unless it was given back before. */
  void abort() {
    request.abort();
  }

  /** What a failure means: its own words, or that the time was over. */
  IOException explain(IOException failure) {
    return passed
        ? new EngineAnswerException("was not complete within " + limit.toSeconds() + " s")
        : failure;
  }
}
