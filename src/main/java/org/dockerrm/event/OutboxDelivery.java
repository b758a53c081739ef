package org.dockerrm.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.dockerrm.database.Durability;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * One round of sending: the oldest unsent message of each key, at most {@link #MAX_MESSAGES}. The
 * rows stay locked from choosing to marking, so that no other manager sends the same keys
 * meanwhile.
 */
final class OutboxDelivery {

  static final int MAX_MESSAGES = 50;

  private static final Logger LOG = LoggerFactory.getLogger(OutboxDelivery.class);

  /** How often a message is tried that the broker refuses for what it is. */
  static final int TRIES = 3;

  /**
   * What a round did.
   *
   * @param sent how many messages the broker acknowledged
   * @param refused how many it refuses for what they are, and not for the state it is in
   * @param failure why the broker takes none; there may be more than one reason
   */
  record Round(int sent, int refused, Optional<Throwable> failure) {}

  private record Sending(OutboxMessage message, CompletableFuture<?> acknowledgement) {

    boolean isAcknowledged() {
      return acknowledgement.isDone() && !acknowledgement.isCompletedExceptionally();
    }

    Optional<Throwable> failure() {
      return acknowledgement.isCompletedExceptionally()
          ? acknowledgement.handle((sent, e) -> Optional.of(rootOf(e))).join()
          : Optional.empty();
    }

    boolean isRefused() {
      return failure().filter(OutboxDelivery::isForGood).isPresent();
    }
  }

  private final OutboxTable table;
  private final KafkaSender sender;
  private final TraceFile trace;
  private final TransactionOperations transactions;
  private final Durability durability;
  private final OutboxCounts counts;
  private final Map<Long, Integer> refusals = new ConcurrentHashMap<>();

  OutboxDelivery(
      OutboxTable table,
      KafkaSender sender,
      TraceFile trace,
      TransactionOperations transactions,
      Durability durability,
      OutboxCounts counts) {
    this.table = table;
    this.sender = sender;
    this.trace = trace;
    this.transactions = transactions;
    this.durability = durability;
    this.counts = counts;
  }

  /**
   * Sends what can be sent now and waits for the acknowledgements.
   *
   * @param stopping asked before each message; once true no more is sent
   */
  Round next(BooleanSupplier stopping) {
    return transactions.execute(status -> send(table.lockHeads(MAX_MESSAGES), stopping));
  }

  private Round send(List<OutboxMessage> messages, BooleanSupplier stopping) {
    durability.await();
    List<Sending> sendings = begin(messages, stopping);
    await(sendings);
    List<Sending> sent = sendings.stream().filter(Sending::isAcknowledged).toList();
    if (!sent.isEmpty()) {
      table.markSent(sent.stream().map(sending -> sending.message().id()).toList());
    }
    sent.forEach(sending -> trace.append(sender.topic(), sending.message().payload(), ""));
    List<Sending> refused = sendings.stream().filter(Sending::isRefused).toList();
    refused.forEach(this::refuse);
    Optional<Throwable> failure =
        sendings.stream()
            .filter(sending -> !sending.isRefused())
            .flatMap(sending -> sending.failure().stream())
            .findFirst();
    counts.sent(sent.size());
    counts.failed(sendings.size() - sent.size());
    return new Round(sent.size(), refused.size(), failure);
  }

  /** Counted in memory alone: after a restart it is tried some times more. */
  private void refuse(Sending sending) {
    OutboxMessage message = sending.message();
    String reason = sending.failure().map(Throwable::toString).orElse("");
    if (refusals.merge(message.id(), 1, Integer::sum) < TRIES) {
      return;
    }
    refusals.remove(message.id());
    table.park(message.id(), reason);
    counts.parked();
    LOG.error(
        "Kafka refuses message {} of {} ({} characters) for good; it is put aside in outbox_parked"
            + " and those behind it are sent: {}",
        message.id(),
        message.key(),
        message.payload().length(),
        reason);
  }

  /** Whether trying again cannot help, since it is this message that is refused. */
  private static boolean isForGood(Throwable failure) {
    return failure instanceof RecordTooLargeException
        || failure instanceof InvalidRecordException
        || failure instanceof SerializationException;
  }

  /** A broker that cannot be reached costs its time limit once a round, not once a message. */
  private List<Sending> begin(List<OutboxMessage> messages, BooleanSupplier stopping) {
    List<Sending> sendings = new ArrayList<>();
    for (OutboxMessage message : messages) {
      if (stopping.getAsBoolean()) {
        break;
      }
      Sending sending = new Sending(message, sender.send(message.key(), message.payload()));
      sendings.add(sending);
      if (sending.failure().isPresent() && !sending.isRefused()) {
        break;
      }
    }
    return sendings;
  }

  /** Kafka's own limit ends the wait; nothing may be under way any more when the rows are freed. */
  private void await(List<Sending> sendings) {
    CompletableFuture<?>[] all =
        sendings.stream().map(Sending::acknowledgement).toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(all)
        .orTimeout(2 * KafkaSender.MAX_DELIVERY.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(e -> null)
        .join();
    if (sendings.stream().anyMatch(sending -> !sending.acknowledgement().isDone())) {
      sender.abandon();
    }
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null
        && (root instanceof CompletionException || !isKafkaClient(root))) {
      root = root.getCause();
    }
    return root;
  }

  private static boolean isKafkaClient(Throwable failure) {
    return failure.getClass().getName().startsWith("org.apache.kafka.common.errors.");
  }
}
