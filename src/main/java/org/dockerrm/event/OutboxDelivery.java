package org.dockerrm.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * One round of sending: the oldest unsent message of each key, at most {@link #MAX_MESSAGES}. The
 * rows stay locked from choosing to marking, so that no other manager sends the same keys
 * meanwhile.
 */
final class OutboxDelivery {

  static final int MAX_MESSAGES = 50;

  /**
   * What a round did.
   *
   * @param sent how many messages the broker acknowledged
   * @param failure why a message was not sent; there may be more than one
   */
  record Round(int sent, Optional<Throwable> failure) {}

  private record Sending(OutboxMessage message, CompletableFuture<?> acknowledgement) {

    boolean isAcknowledged() {
      return acknowledgement.isDone() && !acknowledgement.isCompletedExceptionally();
    }

    Optional<Throwable> failure() {
      return acknowledgement.isCompletedExceptionally()
          ? acknowledgement.handle((sent, e) -> Optional.of(rootOf(e))).join()
          : Optional.empty();
    }
  }

  private final OutboxTable table;
  private final KafkaSender sender;
  private final TraceFile trace;
  private final TransactionOperations transactions;

  OutboxDelivery(
      OutboxTable table, KafkaSender sender, TraceFile trace, TransactionOperations transactions) {
    this.table = table;
    this.sender = sender;
    this.trace = trace;
    this.transactions = transactions;
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
    List<Sending> sendings = begin(messages, stopping);
    await(sendings);
    List<Sending> sent = sendings.stream().filter(Sending::isAcknowledged).toList();
    if (!sent.isEmpty()) {
      table.markSent(sent.stream().map(sending -> sending.message().id()).toList());
    }
    sent.forEach(sending -> trace.append(sender.topic(), sending.message().payload(), ""));
    return new Round(sent.size(), sendings.stream().flatMap(s -> s.failure().stream()).findFirst());
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
      if (sending.failure().filter(e -> !(e instanceof RecordTooLargeException)).isPresent()) {
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
