package org.dockerrm.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.dockerrm.metric.MetricReport;
import org.dockerrm.metric.MetricValue.Integrity;
import org.dockerrm.metric.MetricValue.Load;
import org.dockerrm.transition.PolicyAction;
import org.junit.jupiter.api.Test;

class PolicyTrackerTest {

  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  private static final Duration PERIOD = Duration.ofSeconds(10);
  private static final int SMOOTHING = 3;

  private final PolicyTracker track = new PolicyTracker();

  @Test
  void writesTheFirstReportAndNoFurtherOnesThatAreFine() {
    assertThat(report(Integrity.OK, 0)).isTrue();
    write();
    for (int second = 1; second < 100; second++) {
      assertThat(report(Integrity.OK, second)).isFalse();
    }
    assertThat(track.take()).isEqualTo(Observation.NONE);
  }

  @Test
  void countsReportsThatComeFasterThanTheyAreWritten() {
    report(Integrity.BROKEN, 0);
    report(Integrity.OK, 1);
    report(Integrity.BROKEN, 2);
    report(Integrity.BROKEN, 3);

    assertThat(track.expected().count()).isEqualTo(2);
    Observation taken = track.take();
    assertThat(taken.times()).isEqualTo(2);
    assertThat(taken.reset()).isTrue();
  }

  @Test
  void countsNoFurtherThanItFires() {
    for (int second = 0; second < 1000; second++) {
      assertThat(report(Integrity.BROKEN, second)).isTrue();
    }
    assertThat(track.take().times()).isEqualTo(SMOOTHING);
  }

  @Test
  void losesNothingThatCouldNotBeWritten() {
    report(Integrity.BROKEN, 0);
    Observation taken = track.take();
    report(Integrity.BROKEN, 1);
    track.putBack(taken);
    assertThat(track.expected().count()).isEqualTo(2);

    taken = track.take();
    report(Integrity.OK, 2);
    track.putBack(taken);

    assertThat(track.expected().count()).isZero();
  }

  @Test
  void countsMissedReportsOnlyAfterTheFirst() {
    assertThat(miss(1000)).isFalse();
    report(Integrity.OK, 1000);
    assertThat(miss(1014)).isFalse();
    assertThat(miss(1015)).isTrue();
    report(Integrity.BROKEN, 1018);
    assertThat(miss(1033)).isTrue();

    assertThat(track.expected().count()).isEqualTo(3);
    assertThat(track.expected().message()).isEqualTo("no report since " + at(1018));
  }

  @Test
  void aReportThatIsFineEndsSilence() {
    report(Integrity.OK, 0);
    miss(15);
    miss(25);
    assertThat(track.expected().count()).isEqualTo(2);

    report(Integrity.OK, 26);

    assertThat(track.expected().count()).isZero();
    assertThat(miss(40)).isFalse();
  }

  @Test
  void aClusterIsSettledOnceItWasJudgedInAPeriodAndAsksForNothing() {
    assertThat(track.isSettled(PERIOD, at(0))).isFalse();
    assertThat(track.periodIsOver(PERIOD, List.of(load(0)), at(0))).isTrue();
    track.judge(Observation.fine(at(0)), SMOOTHING);
    assertThat(track.isSettled(PERIOD, at(0))).isTrue();
    assertThat(track.isSettled(PERIOD, at(7))).isTrue();
    assertThat(track.isSettled(PERIOD, at(8))).as("a new period").isFalse();

    assertThat(track.periodIsOver(PERIOD, List.of(load(8)), at(8))).isTrue();
    track.judge(Observation.asks(PolicyAction.SCALE_OUT, 1, "busy", at(8)), SMOOTHING);
    assertThat(track.isSettled(PERIOD, at(8))).as("with something to write").isFalse();
    write();
    assertThat(track.isSettled(PERIOD, at(9))).as("with something to try").isFalse();
  }

  private static MetricReport load(int second) {
    return new MetricReport("id", "load", new Load(50), null, at(second));
  }

  @Test
  void aNewLifeWaitsForItsFirstReport() {
    report(Integrity.BROKEN, 0);
    write();
    assertThat(track.begin(at(5))).isTrue();
    write();

    assertThat(track.expected().count()).isZero();
    assertThat(miss(1000)).isFalse();
    assertThat(track.begin(at(1001))).isFalse();
  }

  @Test
  void aRestartKeepsTheCountAndCountsNoMissedReportsForTheTimeBetween() {
    report(Integrity.BROKEN, 0);
    report(Integrity.BROKEN, 1);
    PolicyState written = track.expected();
    PolicyTracker restarted = new PolicyTracker();
    restarted.restore(written, at(1000));

    assertThat(restarted.miss(PERIOD, SMOOTHING, at(1014))).isFalse();
    assertThat(restarted.miss(PERIOD, SMOOTHING, at(1015))).isTrue();
    assertThat(restarted.expected().count()).isEqualTo(3);
  }

  @Test
  void reportsThatCouldNotBeReceivedAreNotMissed() {
    report(Integrity.OK, 0);
    track.resetAfterReceiveGap(at(100));

    assertThat(miss(114)).isFalse();
    assertThat(miss(115)).isTrue();
  }

  @Test
  void goesOnWithTheCountOfAnotherNode() {
    PolicyState theirs =
        PolicyState.NONE.after(
            Observation.asks(PolicyAction.HEAL, 2, null, at(0)).withReportsDue());

    assertThat(track.follow(theirs, at(5))).isFalse();
    report(Integrity.BROKEN, 6);

    assertThat(track.expected().count()).isEqualTo(3);
  }

  @Test
  void resetsWhatAnotherNodeCountedBeforeAllWasWellHere() {
    report(Integrity.OK, 0);
    write();
    report(Integrity.OK, 8);
    PolicyState theirs =
        track.expected().after(Observation.asks(PolicyAction.HEAL, 1, null, at(7)));

    assertThat(track.follow(theirs, at(9))).isTrue();
    assertThat(track.expected().count()).isZero();
  }

  @Test
  void learnsThatAnotherNodeHeardAllIsWell() {
    report(Integrity.OK, 0);
    miss(15);
    write();
    assertThat(track.expected().count()).isEqualTo(1);

    track.follow(null, at(20));

    assertThat(track.expected().count()).isZero();
    assertThat(miss(34)).isFalse();
    assertThat(miss(35)).isTrue();
  }

  private boolean report(Integrity value, int second) {
    return track.report(new MetricReport("id", "h", value, null, at(second)), SMOOTHING, 1);
  }

  private boolean miss(int second) {
    return track.miss(PERIOD, SMOOTHING, at(second));
  }

  private void write() {
    PolicyState expected = track.expected();
    track.take();
    track.written(expected);
  }

  private static Instant at(int second) {
    return START.plusSeconds(second);
  }
}
