package org.dockerrm.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dockerrm.catalog.ScalePolicy;
import org.dockerrm.inventory.ResourceState;
import org.dockerrm.policy.Decision.Fire;
import org.dockerrm.policy.Decision.Wait;
import org.dockerrm.transition.PolicyAction;
import org.junit.jupiter.api.Test;

class ScaleRuleTest {

  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  private static final PolicySubject ACTIVE =
      new PolicySubject("id", "resource::web::1.0", ResourceState.Active, null, false);

  private final ScalePolicy policy =
      new ScalePolicy(
          "load",
          new BigDecimal("80"),
          new BigDecimal("20"),
          3,
          2,
          4,
          1,
          Duration.ofSeconds(120),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
  private PolicyState state = PolicyState.NONE;
  private int second;

  @Test
  void looksAtTheMeanOfTheMembers() {
    assertThat(judge(3, 100, 100, 39.9).asked()).isNull();
    assertThat(judge(3, 100, 100, 40.3).asked()).isEqualTo(PolicyAction.SCALE_OUT);
    assertThat(judge(3, 59.9, 0, 0).asked()).isEqualTo(PolicyAction.SCALE_IN);
    assertThat(judge(3, 60, 0, 0).asked()).as("a threshold is not beyond it").isNull();
    assertThat(judge(3, 80).asked()).isNull();
    assertThat(judge(3, 90, 93.34).message()).isEqualTo("the mean of 2 members is 91.7");
  }

  @Test
  void firesAfterExactlySmoothingPeriodsInARow() {
    periods(3, 81, 2);
    assertThat(decide(3)).isEqualTo(new Wait("2 of 3 periods in a row ask for ScaleOut"));

    periods(3, 81, 1);

    assertThat(decide(3))
        .isEqualTo(
            new Fire(
                PolicyAction.SCALE_OUT,
                "policy 'scale': metric 'load' above 80 in 3 periods in a row: the mean of 1"
                    + " member is 81"));
  }

  @Test
  void onePeriodBetweenTheThresholdsResets() {
    periods(3, 10, 2);
    periods(3, 50, 1);
    periods(3, 10, 2);
    assertThat(decide(3)).isEqualTo(new Wait("2 of 3 periods in a row ask for ScaleIn"));

    periods(3, 10, 1);

    assertThat(((Fire) decide(3)).action()).isEqualTo(PolicyAction.SCALE_IN);
  }

  @Test
  void neverFiresInEitherDirectionWhileItCoolsDown() {
    periods(3, 90, 3);
    state = state.fired(at(second));
    int fired = second;
    periods(4, 5, 9);
    assertThat(decide(4)).isEqualTo(new Wait("it cools down until " + at(fired + 120)));
    periods(3, 95, 109);
    assertThat(decide(3)).isInstanceOf(Wait.class);

    periods(3, 95, 2);

    assertThat(decide(3)).isInstanceOf(Fire.class);
  }

  @Test
  void neverFiresForALoadThatSwings() {
    for (int i = 0; i < 200; i++) {
      periods(3, i % 2 == 0 ? 100 : 0, 1);
      assertThat(decide(3)).isInstanceOf(Wait.class);
    }
  }

  @Test
  void keepsBetweenMinimumAndMaximum() {
    assertThat(judge(4, 100).asked()).as("at the maximum nothing is counted").isNull();
    assertThat(judge(2, 0).asked()).as("nor at the minimum").isNull();

    periods(3, 100, 3);
    assertThat(decide(4)).isEqualTo(new Wait("the cluster has 4 members (maximum: 4)"));
    periods(3, 0, 3);
    assertThat(decide(2)).isEqualTo(new Wait("the cluster has 2 members (minimum: 2)"));
  }

  @Test
  void waitsWhileTheFirstMemberIsNotActive() {
    periods(3, 100, 3);
    PolicySubject broken = new PolicySubject("id", "t", ResourceState.Broken, null, false);

    assertThat(ScaleRule.decide("scale", policy, state, broken, 3, at(second)))
        .isEqualTo(new Wait("the cluster's first member is Broken"));
  }

  private Observation judge(int members, double... loads) {
    List<Double> all = java.util.Arrays.stream(loads).boxed().toList();
    return ScaleRule.judge(policy, all, members, at(second));
  }

  private void periods(int members, double load, int count) {
    for (int i = 0; i < count; i++) {
      second++;
      state = state.after(judge(members, load));
    }
  }

  private Decision decide(int members) {
    return ScaleRule.decide("scale", policy, state, ACTIVE, members, at(second));
  }

  private static Instant at(int second) {
    return START.plusSeconds(second);
  }
}
