package org.dockerrm.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dockerrm.location.Host;
import org.dockerrm.location.docker.EngineFaults;

/** Leads one life after the other in its place, with one case in each step that has some left. */
final class ScenarioWorker {

  private final ScenarioLocation place;
  private final FaultPlan plan;
  private final EngineFaults faults;
  private final Host host;
  private final Map<Scenario, Map<ScenarioStep, ScenarioOutcome>> expected;
  private List<FaultCase> done = new ArrayList<>();

  /**
   * @param expected what is seen after each step without a fault
   */
  ScenarioWorker(
      ScenarioLocation place,
      FaultPlan plan,
      Host host,
      Map<Scenario, Map<ScenarioStep, ScenarioOutcome>> expected) {
    this.place = place;
    this.plan = plan;
    this.faults = place.faults();
    this.host = host;
    this.expected = expected;
  }

  /** Works until there is no case left. */
  void work() {
    Optional<Scenario> next = plan.next();
    while (next.isPresent()) {
      done = new ArrayList<>();
      try {
        lead(next.get());
        done.forEach(one -> plan.outcome(one).complete(null));
      } catch (RuntimeException | AssertionError e) {
        faults.disarm(place.location());
        place.clean();
        blame(e);
      }
      next = plan.next();
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

  private void lead(Scenario course) {
    ScenarioRun life = course.life(place);
    for (ScenarioStep step : course.steps()) {
      Optional<FaultCase> one = plan.take(step);
      if (one.isEmpty() && course.isLoose()) {
        continue;
      }
      one.ifPresent(done::add);
      JsonNode status =
          life.perform(
              step, () -> faults.arm(place.location(), one.map(FaultCase::aims).orElse(List.of())));
      if (one.isPresent()) {
        assertThat(faults.disarm(place.location())).as("the fault happened").isTrue();
      }
      if (one.filter(FaultCase::isPermanent).isPresent() && !step.isCancelled()) {
        assertFailed(step, status);
        life.end();
        assertThat(place.takeTally()).as("scripts").doesNotHaveDuplicates();
        break;
      }
      assertThat(ScenarioOutcome.of(life, step, status, host).text())
          .isEqualTo(expected.get(course).get(step).text());
    }
    place.assertEmpty(host, life);
  }

  private static void assertFailed(ScenarioStep step, JsonNode status) {
    if (step == ScenarioStep.SCALE_IN && status.path("requestState").asText().equals("COMPLETED")) {
      // What cannot be stopped is uninstalled all the same.
      return;
    }
    assertThat(status.path("requestState").asText()).as("%s", status).isEqualTo("FAILED");
    assertThat(status.path("requestStateReason").asText())
        .contains(step.isRolledBack() ? FailureScenario.FAILURE : "a fault of the test");
  }
}
