package org.dockerrm.workflow.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class LocationQueueTest {

  private static final int LIMIT = 2;
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final LocationQueue lane = new LocationQueue();

  @Test
  void letsInAsManyAsMayBe() {
    assertThat(lane.enter("a", LIMIT, NOW)).isTrue();
    assertThat(lane.enter("b", LIMIT, NOW)).isTrue();
    assertThat(lane.enter("c", LIMIT, NOW)).isFalse();

    lane.leave("a");
    assertThat(lane.enter("c", LIMIT, NOW)).isTrue();
  }

  @Test
  void callsThoseWhoWaitInTheirOrderAndKeepsTheirPlaces() {
    fill();
    lane.queue("c");
    lane.queue("d");
    lane.queue("c");
    assertThat(lane.call(LIMIT, NOW)).isEmpty();

    lane.leave("a");

    assertThat(lane.enter("e", LIMIT, NOW)).as("others wait").isFalse();
    assertThat(lane.call(LIMIT, NOW)).containsExactly("c");
    assertThat(lane.call(LIMIT, NOW)).as("c has the place").isEmpty();
    assertThat(lane.enter("e", LIMIT, NOW)).isFalse();
    assertThat(lane.enter("c", LIMIT, NOW)).isTrue();
    lane.leave("b");
    assertThat(lane.call(LIMIT, NOW)).containsExactly("d");
  }

  @Test
  void givesThePlaceOfOneThatDoesNotComeToTheNext() {
    fill();
    lane.queue("c");
    lane.queue("d");
    lane.leave("a");
    assertThat(lane.call(LIMIT, NOW)).containsExactly("c");

    lane.forget("c");
    assertThat(lane.call(LIMIT, NOW)).containsExactly("d");
    Instant late = NOW.plus(LocationQueue.KEPT).plusMillis(1);
    assertThat(lane.enter("e", LIMIT, late)).as("d did not come").isTrue();
  }

  @Test
  void takesAHigherLimitInAtOnceAndALowerOneAsPlacesGetFree() {
    fill();
    lane.queue("c");
    lane.queue("d");

    assertThat(lane.call(LIMIT + 2, NOW)).containsExactly("c", "d");
    lane.forget("c");
    lane.forget("d");
    lane.leave("a");
    assertThat(lane.enter("e", 1, NOW)).isFalse();
  }

  private void fill() {
    assertThat(lane.enter("a", LIMIT, NOW)).isTrue();
    assertThat(lane.enter("b", LIMIT, NOW)).isTrue();
  }
}
