package org.dockerrm.event;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dockerrm.database.HasWorkers;
import org.dockerrm.database.UninterruptedThread;
import org.dockerrm.database.Worker;
import org.dockerrm.event.OutboxDelivery.Round;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Sends what is in the outbox, in one thread: after each commit that appended something, and each
 * second for what other managers or an earlier run left. Sent rows are kept for an hour, so that a
 * person can look, and then deleted.
 */
final class OutboxPublisher implements SmartLifecycle, HasWorkers {

  static final Duration KEPT_AFTER_SENDING = Duration.ofHours(1);

  private static final Logger LOG = LoggerFactory.getLogger(OutboxPublisher.class);
  private static final String UNREADABLE = "The outbox cannot be read";
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration CLEANUP = Duration.ofMinutes(1);

  private record Trouble(String what, String why) {}

  private final OutboxDelivery delivery;
  private final OutboxTable table;
  private final KafkaSender sender;
  private final Clock clock;
  private final boolean autoStartup;
  private final UninterruptedThread thread = new UninterruptedThread("outbox-publisher", this::run);
  private final BlockingQueue<Boolean> wakeUps = new ArrayBlockingQueue<>(1);

  private volatile Optional<Trouble> trouble = Optional.empty();
  private Instant nextCleanup = Instant.MIN;

  /**
   * @param autoStartup whether the thread starts with the application
   */
  OutboxPublisher(
      OutboxDelivery delivery,
      OutboxTable table,
      KafkaSender sender,
      Clock clock,
      boolean autoStartup) {
    this.delivery = delivery;
    this.table = table;
    this.sender = sender;
    this.clock = clock;
    this.autoStartup = autoStartup;
  }

  /** Has the outbox looked at without waiting for the next second. */
  void wake() {
    wakeUps.offer(true);
  }

  /** Why messages wait; empty while they are sent. */
  Optional<String> failure() {
    return trouble.map(t -> t.what() + ": " + t.why());
  }

  @Override
  public boolean isAutoStartup() {
    return autoStartup;
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public void stop() {
    thread.stop(
        () -> {
          wake();
          sender.abandon();
        });
    sender.abandon();
  }

  @Override
  public boolean isRunning() {
    return thread.isRunning();
  }

  private void run() {
    try {
      while (thread.goesOn()) {
        if (sendAll()) {
          wakeUps.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
        } else {
          thread.pause(POLL);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether nothing is left to do; else it is worth trying again later. */
  private boolean sendAll() {
    try {
      cleanUp();
      while (!isStopping()) {
        Round round = delivery.next(this::isStopping);
        tell(round);
        if (round.sent() == 0) {
          return round.failure().isEmpty() && round.refused() == 0;
        }
      }
      return true;
    } catch (RuntimeException e) {
      begin(UNREADABLE, e);
      return false;
    }
  }

  private void cleanUp() {
    Instant now = clock.instant();
    if (!now.isBefore(nextCleanup)) {
      nextCleanup = now.plus(CLEANUP);
      table.deleteSent(KEPT_AFTER_SENDING);
    }
  }

  private void tell(Round round) {
    if (trouble.filter(t -> t.what().equals(UNREADABLE)).isPresent()) {
      end("The outbox can be read again");
    }
    if (round.failure().isPresent()) {
      begin(
          "Kafka at " + sender.servers() + " does not take messages, they wait in the database",
          round.failure().get());
    } else if (round.sent() > 0 && trouble.isPresent()) {
      end("Kafka at " + sender.servers() + " accepts messages again");
    }
  }

  /** One line in the log where trouble begins; more of the same says nothing new. */
  private void begin(String what, Throwable cause) {
    if (isStopping()) {
      return;
    }
    if (trouble.filter(t -> t.what().equals(what)).isEmpty()) {
      LOG.warn("{}: {}", what, cause.toString());
    }
    trouble = Optional.of(new Trouble(what, cause.toString()));
  }

  private void end(String what) {
    trouble = Optional.empty();
    LOG.info(what);
  }

  private boolean isStopping() {
    return !thread.goesOn();
  }

  @Override
  public Stream<Worker> workers() {
    return Stream.of(thread.worker());
  }
}
