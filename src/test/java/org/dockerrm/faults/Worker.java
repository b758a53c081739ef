package org.dockerrm.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dockerrm.location.ContainerHost;
import org.dockerrm.location.docker.EngineFaults;

/** Leads one life after the other in its place, with one fault in each step that has cases left. */
final class Worker {

  private final Place place;
  private final FaultPlan plan;
  private final EngineFaults faults;
  private final ContainerHost host;
  private final Map<Boolean, Map<Step, Sight>> expected;
  private List<FaultCase> done = new ArrayList<>();

  Worker(
      Place place,
      FaultPlan plan,
      EngineFaults faults,
      ContainerHost host,
      Map<Boolean, Map<Step, Sight>> expected) {
    this.place = place;
    this.plan = plan;
    this.faults = faults;
    this.host = host;
    this.expected = expected;
  }

  /** The steps of a life, with network, volume and everything between, or the least of one. */
  static List<Step> steps(boolean full) {
    return Arrays.stream(Step.values())
        .filter(step -> full || step == Step.INSTALL || step == Step.UNINSTALL)
        .toList();
  }

  /** Works until there is no case left. */
  void work() {
    while (plan.has(any -> true)) {
      done = new ArrayList<>();
      try {
        lead(plan.has(step -> step != Step.INSTALL && step != Step.UNINSTALL));
        done.forEach(one -> plan.outcome(one).complete(null));
      } catch (RuntimeException | AssertionError e) {
        faults.disarm(place.location());
        place.clean();
        blame(e);
      }
    }
  }

  /** What goes wrong goes wrong because of the last fault. */
  private void blame(Throwable e) {
    if (done.isEmpty()) {
      plan.abandon(e);
      return;
    }
    FaultCase last = done.remove(done.size() - 1);
    plan.outcome(last).completeExceptionally(e);
    done.forEach(one -> plan.outcome(one).complete(null));
  }

  private void lead(boolean full) {
    Life life = new Life(place);
    for (Step step : steps(full)) {
      Optional<FaultCase> one = plan.take(step);
      if (one.isPresent()) {
        done.add(one.get());
        faults.arm(place.location(), one.get().call(), one.get().fault());
      }
      JsonNode status = life.perform(step);
      if (one.isPresent()) {
        assertThat(faults.disarm(place.location())).as("the fault happened").isTrue();
      }
      if (one.filter(FaultCase::isPermanent).isPresent()) {
        assertFailed(status);
        life.end(step);
        assertThat(place.takeTally()).as("scripts").doesNotHaveDuplicates();
        break;
      }
      assertThat(Sight.of(life, step, status, host).text())
          .isEqualTo(expected.get(full).get(step).text());
    }
    place.assertEmpty(host, life);
  }

  private static void assertFailed(JsonNode status) {
    assertThat(status.path("requestState").asText()).as("%s", status).isEqualTo("FAILED");
    assertThat(status.path("requestStateReason").asText()).contains("a fault of the test");
  }
}
