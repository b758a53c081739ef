package org.dockerrm.database;

import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;

/** Names the threads that had faults; down while one of them does nothing but fail. */
final class WorkersHealth extends AbstractHealthIndicator {

  /** One fault or two may be one bad input; who fails that often does not work. */
  private static final int TOO_MANY = 5;

  private final ObjectProvider<HasWorkers> all;

  WorkersHealth(ObjectProvider<HasWorkers> all) {
    super("The workers cannot be looked at");
    this.all = all;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    health.up();
    all.stream().flatMap(HasWorkers::workers).forEach(worker -> add(health, worker));
  }

  private static void add(Health.Builder health, Worker worker) {
    Worker.State state = worker.state();
    if (state.faults() > 0) {
      health.withDetail(
          worker.name(),
          Map.of("faults", state.faults(), "inARow", state.inARow(), "last", state.last()));
    }
    if (state.inARow() >= TOO_MANY) {
      health.down();
    }
  }
}
