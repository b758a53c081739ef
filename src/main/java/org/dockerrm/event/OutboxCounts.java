package org.dockerrm.event;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.atomic.AtomicLong;

/** What the outbox has done since the start of this manager. */
final class OutboxCounts implements MeterBinder {

  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong parked = new AtomicLong();

  void sent(int messages) {
    sent.addAndGet(messages);
  }

  void failed(int messages) {
    failed.addAndGet(messages);
  }

  void parked() {
    parked.incrementAndGet();
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    counter(registry, "dockerrm.outbox.sent", sent, "messages that the broker has acknowledged");
    counter(registry, "dockerrm.outbox.failed", failed, "tries to send a message that failed");
    counter(
        registry, "dockerrm.outbox.parked", parked, "messages that the broker refuses for good");
  }

  private static void counter(
      MeterRegistry registry, String name, AtomicLong count, String description) {
    FunctionCounter.builder(name, count, AtomicLong::get)
        .description(description)
        .register(registry);
  }
}
