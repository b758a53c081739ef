package org.dockerrm.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.dockerrm.catalog.HealPolicy;
import org.dockerrm.catalog.HealPolicy.Action;
import org.dockerrm.inventory.ResourceState;
import org.dockerrm.policy.Decision.Fire;
import org.dockerrm.policy.Decision.Wait;
import org.dockerrm.transition.PolicyAction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class HealRuleTest {

  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  private static final PolicySubject ACTIVE =
      new PolicySubject("id", "resource::web::1.0", ResourceState.Active, null, false);
  private static final PolicySubject DEAD =
      new PolicySubject(
          "id",
          "resource::web::1.0",
          ResourceState.Broken,
          "container ended with exit code 137",
          true);

  private final HealPolicy policy =
      new HealPolicy("h", 3, Duration.ofSeconds(60), 2, 4, Action.RESTART);

  @Test
  void firesAfterExactlySmoothingReportsInARow() {
    assertThat(decide(PolicyState.NONE, ACTIVE, 0)).isEqualTo(new Wait("all is well"));
    assertThat(decide(broken(2), ACTIVE, 0)).isEqualTo(new Wait("2 of 3 reports in a row"));
    assertThat(decide(broken(3), ACTIVE, 0))
        .isEqualTo(
            new Fire(
                PolicyAction.HEAL,
                "policy 'heal': metric 'h' BROKEN or missing 3 times in a row: no answer"));
  }

  @ParameterizedTest
  @EnumSource(value = ResourceState.class, mode = Mode.EXCLUDE, names = "Active")
  void healsOnlyWhatIsActive(ResourceState state) {
    PolicySubject subject = new PolicySubject("id", "t", state, null, false);

    assertThat(decide(broken(9), subject, 0)).isEqualTo(new Wait("the instance is " + state));
  }

  @Test
  void doesNotHealWhatWasNeverInstalledWhole() {
    assertThat(decide(broken(9), new PolicySubject("id", "t", null, null, false), 0))
        .isEqualTo(new Wait("the instance is not installed"));
  }

  @Test
  void firesAtOnceWhereAContainerDiedInService() {
    assertThat(decide(PolicyState.NONE, DEAD, 0))
        .isEqualTo(
            new Fire(PolicyAction.HEAL, "policy 'heal': container ended with exit code 137"));
  }

  @Test
  void coolsDownWhateverHappens() {
    PolicyState fired = PolicyState.NONE.fired(at(0));
    PolicyState again = fired.after(broken(5, 50));

    assertThat(decide(again, ACTIVE, 59.999)).isInstanceOf(Wait.class);
    assertThat(decide(fired, DEAD, 59.999))
        .isEqualTo(new Wait("it cools down until 2026-11-21T10:01:00Z"));
    assertThat(decide(again, ACTIVE, 60)).isInstanceOf(Fire.class);
    assertThat(decide(fired, DEAD, 60)).isInstanceOf(Fire.class);
  }

  @Test
  void givesUpWhereHealingDoesNotHelp() {
    PolicyState twice = PolicyState.NONE.fired(at(0)).fired(at(100)).after(broken(3, 300));

    assertThat(decide(twice, ACTIVE, 301))
        .isEqualTo(new Wait("it was healed 2 times without an OK in between (maxAttempts: 2)"));
    assertThat(decide(twice, DEAD, 301)).isInstanceOf(Fire.class);
    assertThat(decide(twice.after(Observation.fine(at(302))).after(broken(3, 303)), ACTIVE, 304))
        .isInstanceOf(Fire.class);
    assertThat(decide(twice, ACTIVE, 3701)).as("after an hour of quiet").isInstanceOf(Fire.class);
  }

  @Test
  void keepsToItsHourlyBudget() {
    PolicyState state = PolicyState.NONE;
    for (int minute = 0; minute < 4; minute++) {
      state = state.fired(at(minute * 600)).after(Observation.fine(at(minute * 600 + 60)));
    }
    state = state.after(broken(3, 2400));

    assertThat(decide(state, ACTIVE, 2400))
        .isEqualTo(new Wait("it was healed 4 times within the hour; next at 2026-11-21T11:00:00Z"));
    assertThat(decide(state, DEAD, 3599)).isInstanceOf(Wait.class);
    assertThat(decide(state, ACTIVE, 3600)).isInstanceOf(Fire.class);
  }

  private Decision decide(PolicyState state, PolicySubject subject, double second) {
    return HealRule.decide("heal", policy, state, subject, at(second));
  }

  private static PolicyState broken(int times) {
    return PolicyState.NONE.after(broken(times, 0));
  }

  private static Observation broken(int times, int second) {
    return Observation.asks(PolicyAction.HEAL, times, "no answer", at(second));
  }

  private static Instant at(double second) {
    return START.plusMillis((long) (second * 1000));
  }
}
