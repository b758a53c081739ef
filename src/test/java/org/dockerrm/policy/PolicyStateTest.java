package org.dockerrm.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dockerrm.transition.PolicyAction.HEAL;
import static org.dockerrm.transition.PolicyAction.SCALE_IN;
import static org.dockerrm.transition.PolicyAction.SCALE_OUT;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.dockerrm.transition.PolicyAction;
import org.junit.jupiter.api.Test;

class PolicyStateTest {

  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

  @Test
  void countsWhatIsAskedForInARow() {
    PolicyState state = PolicyState.NONE.after(asks(HEAL, 1)).after(asks(HEAL, 2));

    assertThat(state.asked()).isEqualTo(HEAL);
    assertThat(state.count()).isEqualTo(2);
    assertThat(state.since()).isEqualTo(at(1));
    assertThat(state.message()).isEqualTo("message 2");
    assertThat(state.changedAt()).isEqualTo(at(2));
  }

  @Test
  void anythingFineResets() {
    PolicyState fired = PolicyState.NONE.after(asks(HEAL, 1)).fired(at(1));
    assertThat(fired.attempts()).isEqualTo(1);

    PolicyState state = fired.after(asks(HEAL, 2)).after(Observation.fine(at(3)));

    assertThat(state.count()).isZero();
    assertThat(state.asked()).isNull();
    assertThat(state.since()).isNull();
    assertThat(state.message()).isNull();
    assertThat(state.attempts()).isZero();
    assertThat(state.lastFiredAt()).isEqualTo(at(1));
  }

  @Test
  void theOtherDirectionBeginsAnew() {
    PolicyState state = PolicyState.NONE.after(asks(SCALE_OUT, 1)).after(asks(SCALE_OUT, 2));

    PolicyState turned = state.after(asks(SCALE_IN, 3));

    assertThat(turned.asked()).isEqualTo(SCALE_IN);
    assertThat(turned.count()).isEqualTo(1);
    assertThat(turned.since()).isEqualTo(at(3));
  }

  @Test
  void aNewLifeForgetsCountsAndKeepsFirings() {
    PolicyState state =
        PolicyState.NONE
            .after(asks(HEAL, 1).withReportsDue())
            .fired(at(1))
            .after(asks(HEAL, 2))
            .after(Observation.begin(at(3)));

    assertThat(state.count()).isZero();
    assertThat(state.reporting()).isFalse();
    assertThat(state.attempts()).isEqualTo(1);
    assertThat(state.firings()).containsExactly(at(1));
  }

  @Test
  void firingsCountForAnHour() {
    PolicyState state = PolicyState.NONE.fired(at(0)).fired(at(1800)).fired(at(3599));
    assertThat(state.firings()).containsExactly(at(0), at(1800), at(3599));

    assertThat(state.firingsInTheHourBefore(at(3600))).containsExactly(at(1800), at(3599));
    assertThat(state.fired(at(3601)).firings()).containsExactly(at(1800), at(3599), at(3601));
  }

  @Test
  void whatIsSeenTogetherCountsAsIfSeenOneAfterTheOther() {
    Random random = new Random(7);
    for (int run = 0; run < 3000; run++) {
      PolicyState before = some(random);
      List<Observation> seen = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        seen.add(some(random, 10 + i));
      }
      PolicyState oneByOne = before;
      Observation together = Observation.NONE;
      for (Observation one : seen) {
        oneByOne = oneByOne.after(one);
        together = together.then(one);
      }
      PolicyState atOnce = before.after(together);

      assertThat(withoutSince(atOnce)).as("%s %s", before, seen).isEqualTo(withoutSince(oneByOne));
      assertThat(atOnce.since() == null).isEqualTo(oneByOne.since() == null);
    }
  }

  private static PolicyState withoutSince(PolicyState state) {
    return new PolicyState(
        state.asked(),
        state.count(),
        null,
        state.message(),
        state.reporting(),
        state.attempts(),
        state.changedAt(),
        state.lastFiredAt(),
        state.firings());
  }

  private static PolicyState some(Random random) {
    PolicyState state = PolicyState.NONE;
    for (int i = 0; i < random.nextInt(4); i++) {
      state = state.after(some(random, i));
    }
    return random.nextBoolean() ? state : state.fired(at(5));
  }

  private static Observation some(Random random, int second) {
    return switch (random.nextInt(6)) {
      case 0 -> Observation.fine(at(second)).withReportsDue();
      case 1 -> Observation.begin(at(second));
      case 2 -> asks(SCALE_IN, second);
      case 3 -> Observation.NONE;
      default -> asks(SCALE_OUT, second).withReportsDue();
    };
  }

  private static Observation asks(PolicyAction action, int second) {
    return Observation.asks(action, 1, "message " + second, at(second));
  }

  private static Instant at(int second) {
    return START.plusSeconds(second);
  }
}
