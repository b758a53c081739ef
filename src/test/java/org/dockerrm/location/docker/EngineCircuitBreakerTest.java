package org.dockerrm.location.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class EngineCircuitBreakerTest {

  private final AtomicInteger questions = new AtomicInteger();
  private final AtomicReference<Optional<String>> answer =
      new AtomicReference<>(Optional.of("gone"));
  private final AtomicReference<CountDownLatch> gate = new AtomicReference<>(new CountDownLatch(0));
  private final EngineCircuitBreaker reachability = new EngineCircuitBreaker(this::ask);

  private Optional<String> ask() {
    questions.incrementAndGet();
    try {
      gate.get().await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return answer.get();
  }

  @Test
  void anEngineThatAnsweredIsNotAskedAgain() {
    reachability.answered();

    assertThat(reachability.away()).isEmpty();
    assertThat(questions).hasValue(0);
  }

  @Test
  void manyWaitForOneQuestion() {
    gate.set(new CountDownLatch(1));
    List<CompletableFuture<Optional<String>>> callers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      callers.add(
          CompletableFuture.supplyAsync(reachability::away, task -> new Thread(task).start()));
    }
    await().untilAtomic(questions, org.hamcrest.Matchers.is(1));
    gate.get().countDown();

    assertThat(callers).allMatch(caller -> caller.join().equals(Optional.of("gone")));
    assertThat(questions).hasValue(1);
  }

  @Test
  void noOtherCallWaitsForAnEngineThatDoesNotAnswer() {
    assertThat(reachability.away()).contains("gone");
    reachability.doubt();
    gate.set(new CountDownLatch(1));
    CompletableFuture<Optional<String>> first = CompletableFuture.supplyAsync(reachability::away);
    await().untilAtomic(questions, org.hamcrest.Matchers.is(2));

    assertThat(reachability.away()).contains("gone");
    assertThat(first).isNotDone();
    answer.set(Optional.empty());
    gate.get().countDown();

    assertThat(first.join()).isEmpty();
    assertThat(reachability.away()).isEmpty();
    assertThat(questions).hasValue(2);
  }
}
