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

/** Kills one part at random moments while clients put the manager to work, and audits the rest. */
final class ChaosRun {

  private static final int CLIENTS = 6;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final KillTarget victim;
  private final long seed;
  private final int kills;
  private final Random random;
  private final Expectations book = new Expectations();
  private final AtomicBoolean goesOn = new AtomicBoolean(true);
  private final List<Duration> recoveries = new ArrayList<>();

  ChaosRun(KillTarget victim, long seed, int kills) {
    this.victim = victim;
    this.seed = seed;
    this.kills = kills;
    this.random = new Random(seed);
  }

  /** The whole run; prints a line for each kill. */
  Report run() throws InterruptedException {
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try (ChaosStage stage = new ChaosStage(victim)) {
      for (int number = 0; number < CLIENTS; number++) {
        clients.execute(new LoadClient(number, seed, stage::client, book, goesOn::get));
      }
      for (int kill = 1; kill <= kills && book.complaints().isEmpty(); kill++) {
        strike(stage, kill);
      }
      goesOn.set(false);
      clients.shutdown();
      if (!clients.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        book.complain("clients did not come to an end: " + book.open());
      }
      return Report.of(kills, book, stage.audit(book), recoveries);
    } finally {
      goesOn.set(false);
      clients.shutdownNow();
    }
  }

  private void strike(ChaosStage stage, int kill) throws InterruptedException {
    long life = 100 + random.nextInt(2500);
    Thread.sleep(life);
    Set<String> interrupted = book.open();
    stage.strike(random);
    long back = System.nanoTime();
    boolean waits = random.nextInt(3) == 0;
    Duration recovery = waits ? recovery(interrupted, back) : Duration.ZERO;
    System.out.printf(
        "%s: kill %d of %d after %d ms, %d requests under way%s, %d accepted so far%n",
        victim,
        kill,
        kills,
        life,
        interrupted.size(),
        waits ? ", all ended " + recovery.toMillis() + " ms after its return" : "",
        book.accepted().size());
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
