package org.dockerrm.transition;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.dockerrm.config.Settings;
import org.dockerrm.transition.TransitionRefused.Reason;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Acts on open requests. The request's row is locked first, as each step of its process does, so
 * that an action and a step never happen at once and exactly one of an action and the end wins.
 */
@Service
class TransitionActionService implements TransitionActions {

  /** How long an action waits for the step that is at work. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Duration PAUSE = Duration.ofMillis(50);

  private final JdbcTransitionStore store;
  private final TransitionRuns runs;
  private final RunningProcesses processes;
  private final RetryProperties retryProperties;
  private final TransactionOperations transactions;
  private final Settings settings;
  private final Clock clock;

  TransitionActionService(
      JdbcTransitionStore store,
      TransitionRuns runs,
      RunningProcesses processes,
      RetryProperties retryProperties,
      TransactionOperations transactions,
      Settings settings,
      Clock clock) {
    this.store = store;
    this.runs = runs;
    this.processes = processes;
    this.retryProperties = retryProperties;
    this.transactions = transactions;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Transition retry(String requestId, @Nullable Map<String, String> properties) {
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
  public Transition cancel(String requestId) {
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
  public Transition suspend(String requestId) {
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
  public Transition resume(String requestId) {
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

  private Transition act(String requestId, Consumer<Transition> action) {
    Instant giveUp = clock.instant().plus(PATIENCE);
    if (store.find(requestId).isEmpty()) {
      throw TransitionRefused.notFound("request", requestId);
    }
    Optional<Transition> after = attempt(requestId, action);
    while (after.isEmpty()) {
      if (clock.instant().isAfter(giveUp)) {
        throw conflict(
            "a step of request " + requestId + " is running and is not interrupted; try again");
      }
      pause();
      after = attempt(requestId, action);
    }
    return after.get();
  }

  /** Acts; empty where the process holds the request or moved on meanwhile. */
  private Optional<Transition> attempt(String requestId, Consumer<Transition> action) {
    try {
      return Optional.ofNullable(
          transactions.execute(
              status -> {
                Transition locked = store.lock(requestId).orElse(null);
                if (locked == null || !lockParts(locked)) {
                  return null;
                }
                action.accept(locked);
                return store.find(requestId).orElse(locked);
              }));
    } catch (ConcurrencyFailureException movedOn) {
      return Optional.empty();
    }
  }

  /** The steps of what a request has called must stand still as its own do. */
  private boolean lockParts(Transition request) {
    return store.openParts(request.requestId()).stream()
        .allMatch(part -> store.lock(part.requestId()).isPresent());
  }

  private static void refusePart(Transition request) {
    if (request.parentRequestId() != null && !request.state().isFinal()) {
      throw conflict(
          "request "
              + request.requestId()
              + " is a part of request "
              + request.parentRequestId()
              + "; do that to the whole");
    }
  }

  private static void refuseEnded(Transition request, String hint) {
    if (request.state().isFinal()) {
      throw conflict(
          "request " + request.requestId() + " has ended " + request.state() + "; " + hint);
    }
  }

  private static String process(Transition request) {
    return Optional.ofNullable(request.processInstanceId()).orElseThrow();
  }

  private static TransitionRefused conflict(String message) {
    return new TransitionRefused(Reason.CONFLICT, message);
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
