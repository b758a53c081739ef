package org.dockerrm.transition;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.dockerrm.database.Background;
import org.dockerrm.database.HasWorkers;
import org.dockerrm.database.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Ends requests at their deadline, whatever their process waits for: a retry, an operator, a
 * script. The deadlines are rows, so that a restart changes nothing; of several managers, the one
 * that locks a request first ends it.
 */
@Component
class RequestDeadlines implements SmartLifecycle, HasWorkers {

  static final String REASON = "The transition did not end before its deadline.";

  /** When a request is looked at again whose process is suspended or keeps its deadline itself. */
  static final Duration LATER = Duration.ofSeconds(5);

  private static final int MOST_AT_ONCE = 500;
  private static final Logger log = LoggerFactory.getLogger(RequestDeadlines.class);

  private final JdbcRequestStore store;
  private final RequestLock lock;
  private final RequestRuns runs;
  private final RunningProcesses processes;
  private final Clock clock;
  private final Duration interval;
  private final Background background = new Background("request-deadlines", 1);

  RequestDeadlines(
      JdbcRequestStore store,
      RequestLock lock,
      RequestRuns runs,
      RunningProcesses processes,
      Clock clock,
      @Value("${dockerrm.deadline-interval:PT1S}") Duration interval) {
    this.store = store;
    this.lock = lock;
    this.runs = runs;
    this.processes = processes;
    this.clock = clock;
    this.interval = interval;
  }

  @Override
  public void start() {
    background.start();
    background.every(interval, this::endOverdue);
  }

  @Override
  public void stop() {
    background.stop();
  }

  @Override
  public boolean isRunning() {
    return background.isRunning();
  }

  @Override
  public Stream<Worker> workers() {
    return Stream.of(background.worker());
  }

  private void endOverdue() {
    for (String requestId : store.overdue(clock.instant(), MOST_AT_ONCE)) {
      try {
        lock.attempt(requestId, this::end);
      } catch (RuntimeException e) {
        log.warn("request {} cannot be ended at its deadline now: {}", requestId, e.toString());
        store.checkDeadlineAt(requestId, clock.instant().plus(LATER));
      }
    }
  }

  private void end(Request request) {
    Instant now = clock.instant();
    Optional<String> process = Optional.ofNullable(request.processInstanceId());
    if (request.state().isFinal() || request.deadlineAt().isAfter(now)) {
      return;
    }
    if (process.filter(id -> processes.keepsDeadline(id, request.deadlineAt())).isPresent()) {
      store.checkDeadlineAt(request.requestId(), now.plus(LATER));
      return;
    }
    runs.failByDefault(request.requestId(), FailureCode.TIMEOUT, REASON);
    process.ifPresent(id -> processes.cancel(id, REASON));
  }
}
