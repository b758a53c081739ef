package org.dockerrm.transition;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Counts and times requests for monitoring. */
@Component
class RequestFigures {

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(30),
    Duration.ofMinutes(2),
    Duration.ofMinutes(10)
  };

  private final JdbcClient jdbc;
  private final MeterRegistry registry;

  RequestFigures(JdbcClient jdbc, MeterRegistry registry) {
    this.jdbc = jdbc;
    this.registry = registry;
    Gauge.builder("dockerrm.requests.open", this, RequestFigures::open)
        .description("requests that have not ended")
        .register(registry);
  }

  /** A request ends with the caller's transaction. */
  void ends(Request request, RequestState state, Instant now) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            timer(request, state).record(Duration.between(request.startedAt(), now));
          }
        });
  }

  private Timer timer(Request request, RequestState state) {
    return Timer.builder("dockerrm.transitions")
        .description("requests that have ended, from acceptance to answer")
        .tag("transition", request.transitionName())
        .tag("resourceType", request.resourceType())
        .tag("result", state.name())
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  private double open() {
    try {
      return jdbc.sql("select count(*) from transition_request where open_resource_id is not null")
          .query(Integer.class)
          .single();
    } catch (DataAccessException | TransactionException e) {
      return Double.NaN;
    }
  }
}
