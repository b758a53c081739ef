package org.dockerrm.transition;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.dockerrm.config.Settings;
import org.dockerrm.transition.RequestRefused.Reason;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Acts on open requests. The request's row is locked first, as each step of its process does, so
 * that an action and a step never happen at once and exactly one of an action and the end wins.
 */
@Service
class RequestActionService implements RequestActions {

  /** How long an action waits for the step that is at work. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Duration PAUSE = Duration.ofMillis(50);

  private final JdbcRequestStore store;
  private final RequestRuns runs;
  private final RunningProcesses processes;
  private final RetryProperties retryProperties;
  private final RequestLock lock;
  private final Settings settings;
  private final Clock clock;

  RequestActionService(
      JdbcRequestStore store,
      RequestRuns runs,
      RunningProcesses processes,
      RetryProperties retryProperties,
      RequestLock lock,
      Settings settings,
      Clock clock) {
    this.store = store;
    this.runs = runs;
    this.processes = processes;
    this.retryProperties = retryProperties;
    this.lock = lock;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Request retry(String requestId, @Nullable Map<String, String> properties) {
    return act(
        requestId,
        request -> {
          refuseEnded(request, "post a new request instead");
          if (properties != null) {
            retryProperties.replace(request, properties);
          }
          if (!processes.retry(process(request))) {
            throw conflict(
                "there is nothing to retry: no step of request "
                    + requestId
                    + " has failed, or it is suspended");
          }
          store.note(requestId, null);
        });
  }

  @Override
  public Request cancel(String requestId) {
    return act(
        requestId,
        request -> {
          if (request.state() == RequestState.CANCELLED) {
            return;
          }
          refuseEnded(request, "it cannot be cancelled any more");
          refusePart(request);
          runs.cancel(requestId, "cancelled by a client");
          processes.cancel(process(request), "cancelled by a client");
        });
  }

  @Override
  public Request suspend(String requestId) {
    return act(
        requestId,
        request -> {
          refuseEnded(request, "it cannot be suspended any more");
          refusePart(request);
          processes.suspend(process(request));
          store.note(requestId, "suspended until it is resumed");
        });
  }

  @Override
  public Request resume(String requestId) {
    return act(
        requestId,
        request -> {
          refuseEnded(request, "it cannot be resumed any more");
          refusePart(request);
          Instant deadline =
              clock.instant().truncatedTo(ChronoUnit.MILLIS).plus(settings.transitionTimeout());
          if (processes.resume(process(request), request.deadlineAt(), deadline)) {
            store.setDeadline(requestId, deadline);
            store.note(requestId, null);
          }
        });
  }

  private Request act(String requestId, Consumer<Request> action) {
    Instant giveUp = clock.instant().plus(PATIENCE);
    if (store.find(requestId).isEmpty()) {
      throw RequestRefused.notFound("request", requestId);
    }
    Optional<Request> after = lock.attempt(requestId, action);
    while (after.isEmpty()) {
      if (clock.instant().isAfter(giveUp)) {
        throw conflict(
            "a step of request " + requestId + " is running and is not interrupted; try again");
      }
      pause();
      after = lock.attempt(requestId, action);
    }
    return after.get();
  }

  private static void refusePart(Request request) {
    if (request.parentRequestId() != null && !request.state().isFinal()) {
      throw conflict(
          "request "
              + request.requestId()
              + " is a part of request "
              + request.parentRequestId()
              + "; do that to the whole");
    }
  }

  private static void refuseEnded(Request request, String hint) {
    if (request.state().isFinal()) {
      throw conflict(
          "request " + request.requestId() + " has ended " + request.state() + "; " + hint);
    }
  }

  private static String process(Request request) {
    return Optional.ofNullable(request.processInstanceId()).orElseThrow();
  }

  private static RequestRefused conflict(String message) {
    return new RequestRefused(Reason.CONFLICT, message);
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
