package org.dockerrm.chaos;

import static org.assertj.core.api.SoftAssertions.assertSoftly;

import org.junit.jupiter.api.Test;

/**
 * A manager loses, doubles and forgets nothing, though it or what it needs is killed again and
 * again. Not among the tests of every day, since it takes minutes: see {@code ./dockerrm chaos}.
 */
class Chaos {

  @Test
  void survivesKillsAtAnyMoment() throws InterruptedException {
    KillTarget victim = KillTarget.named(System.getProperty("chaos.victim", "manager"));
    long seed = Long.getLong("chaos.seed", System.nanoTime());
    System.out.println("chaos.seed=" + seed);

    Report report = new ChaosRun(victim, seed, Integer.getInteger("chaos.kills", 25)).run();

    System.out.println(report);
    assertSoftly(
        softly -> {
          softly.assertThat(report.complaints()).as("complaints").isEmpty();
          softly.assertThat(report.lost()).as("lost").isEmpty();
          softly.assertThat(report.notOnce()).as("not run once").isEmpty();
          softly.assertThat(report.orphans()).as("orphans").isEmpty();
          softly.assertThat(report.unsent()).as("unsent").isEmpty();
          softly.assertThat(report.outOfOrder()).as("out of order").isEmpty();
        });
  }
}
