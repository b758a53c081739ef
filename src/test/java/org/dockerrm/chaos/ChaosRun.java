package org.dockerrm.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.dockerrm.support.Broker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.ManagerJar;
import org.dockerrm.support.ManagerProcess;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.Types;

/** Kills a manager at random moments while clients put it to work, and audits what is left. */
final class ChaosRun {

  private static final int CLIENTS = 6;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final long seed;
  private final int kills;
  private final Random random;
  private final Book book = new Book();
  private final AtomicBoolean goesOn = new AtomicBoolean(true);
  private final AtomicReference<RmClient> current = new AtomicReference<>();
  private final List<Duration> recoveries = new ArrayList<>();

  ChaosRun(long seed, int kills) {
    this.seed = seed;
    this.kills = kills;
    this.random = new Random(seed);
  }

  /** The whole run; prints a line for each kill. */
  Report run() throws InterruptedException {
    try (Broker broker = new Broker();
        Manager manager =
            Manager.with("ledger", "small").configure(Broker.settings(broker.address()))) {
      ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
      ManagerJar jar = ManagerJar.startingFast(manager);
      ManagerProcess process = ManagerProcess.start(manager, jar);
      try {
        process.client().awaitPublished(LoadClient.LEDGER).awaitPublished(Types.SMALL);
        current.set(process.client());
        for (int number = 0; number < CLIENTS; number++) {
          clients.execute(new LoadClient(number, seed, current::get, book, goesOn::get));
        }
        for (int kill = 1; kill <= kills && book.complaints().isEmpty(); kill++) {
          process = liveAndDie(process, kill, () -> ManagerProcess.launch(manager, jar));
        }
        goesOn.set(false);
        clients.shutdown();
        if (!clients.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
          book.complain("clients did not come to an end: " + book.open());
        }
        return Report.of(kills, book, new Audit(book, process.client(), broker), recoveries);
      } finally {
        goesOn.set(false);
        clients.shutdownNow();
        process.kill();
      }
    }
  }

  private ManagerProcess liveAndDie(
      ManagerProcess process, int kill, Supplier<ManagerProcess> launch)
      throws InterruptedException {
    long life = 100 + random.nextInt(2500);
    Thread.sleep(life);
    process.kill();
    Set<String> interrupted = book.open();
    ManagerProcess next = launch.get();
    if (random.nextInt(5) == 0) {
      // One in five dies again before it has come up.
      Thread.sleep(1000 + random.nextInt(5000));
      next.kill();
      next = launch.get();
    }
    next.awaitHealth();
    current.set(next.client());
    long back = System.nanoTime();
    boolean waits = random.nextInt(3) == 0;
    Duration recovery = waits ? recovery(interrupted, back) : Duration.ZERO;
    System.out.printf(
        "kill %d of %d after %d ms, %d requests under way%s, %d accepted so far%n",
        kill,
        kills,
        life,
        interrupted.size(),
        waits ? ", all ended " + recovery.toMillis() + " ms after its return" : "",
        book.accepted().size());
    return next;
  }

  private Duration recovery(Set<String> interrupted, long back) throws InterruptedException {
    long limit = back + PATIENCE.toNanos();
    while (book.open().stream().anyMatch(interrupted::contains)) {
      if (System.nanoTime() > limit) {
        book.complain("still open long after the return: " + interrupted);
        break;
      }
      Thread.sleep(20);
    }
    Duration recovery = Duration.ofNanos(System.nanoTime() - back);
    recoveries.add(recovery);
    return recovery;
  }
}
