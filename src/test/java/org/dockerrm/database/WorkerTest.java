package org.dockerrm.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;
import org.springframework.context.support.GenericApplicationContext;

class WorkerTest {

  private final AtomicInteger runs = new AtomicInteger();

  @ParameterizedTest
  @ValueSource(classes = {IllegalStateException.class, StackOverflowError.class})
  void aFaultEndsNoRepeatedWork(Class<? extends Throwable> fault) {
    Background background = new Background("faulty", 1);
    background.start();

    background.every(Duration.ofMillis(1), () -> fail(fault));

    await().until(() -> runs.get() > 3);
    background.stop();
    assertThat(background.worker().state().inARow()).isGreaterThanOrEqualTo(3);
    assertThat(background.worker().state().last()).contains(fault.getSimpleName());
  }

  @ParameterizedTest
  @ValueSource(classes = {IllegalStateException.class, StackOverflowError.class})
  void aFaultEndsNoOtherWorkOfTheSameThread(Class<? extends Throwable> fault) {
    Background background = new Background("faulty", 1);
    background.start();

    background.soon(() -> fail(fault));
    background.soon(runs::incrementAndGet);

    await().until(() -> runs.get() == 2);
    background.stop();
    assertThat(background.worker().state()).isEqualTo(new Worker.State(1, 0, fault.getName()));
  }

  @Test
  void workOfAThreadOfItsOwnIsBegunAgain() {
    UninterruptedThread thread =
        new UninterruptedThread("faulty", () -> fail(StackOverflowError.class));
    thread.start();

    await().until(() -> runs.get() > 1);
    thread.stop();
    int atTheEnd = runs.get();

    assertThat(thread.worker().state().faults()).isEqualTo(atTheEnd);
  }

  @Test
  void healthNamesWhatHadFaultsAndIsDownWhereThereIsNothingElse() {
    Worker well = new Worker("well");
    Worker faulty = new Worker("faulty");
    well.run(() -> {});
    faulty.run(() -> fail(IllegalStateException.class));

    Health once = health(well, faulty);
    for (int i = 0; i < 4; i++) {
      faulty.run(() -> fail(IllegalStateException.class));
    }
    Health often = health(well, faulty);
    faulty.run(() -> {});

    assertThat(once.getStatus()).isEqualTo(Status.UP);
    assertThat(once.getDetails()).containsOnlyKeys("faulty");
    assertThat(once.getDetails().toString()).contains("faults=1", "IllegalStateException");
    assertThat(often.getStatus()).isEqualTo(Status.DOWN);
    assertThat(health(well, faulty).getStatus()).isEqualTo(Status.UP);
  }

  private static Health health(Worker... workers) {
    try (GenericApplicationContext context = new GenericApplicationContext()) {
      context.registerBean("workers", HasWorkers.class, () -> () -> Stream.of(workers));
      context.refresh();
      return new WorkersHealth(context.getBeanProvider(HasWorkers.class)).health();
    }
  }

  private void fail(Class<? extends Throwable> fault) {
    runs.incrementAndGet();
    if (fault == StackOverflowError.class) {
      throw new StackOverflowError();
    }
    throw new IllegalStateException();
  }
}
