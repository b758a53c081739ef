package org.dockerrm.event;

import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;

/**
 * Reports how many messages wait and why. A broker that is down is a detail and leaves the manager
 * up.
 */
final class OutboxHealth extends AbstractHealthIndicator {

  private final OutboxTable table;
  private final OutboxPublisher publisher;

  OutboxHealth(OutboxTable table, OutboxPublisher publisher) {
    super("The outbox cannot be read");
    this.table = table;
    this.publisher = publisher;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    Backlog backlog = table.backlog();
    health
        .up()
        .withDetail("sending", publisher.isRunning())
        .withDetail("backlog", backlog.messages())
        .withDetail("oldestSeconds", backlog.age().toSeconds())
        .withDetail("parked", table.parked());
    publisher.failure().ifPresent(reason -> health.withDetail("failure", reason));
  }
}
