package org.dockerrm.workflow.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.dockerrm.workflow.deployment.RecordedRun.Step;
import org.dockerrm.workflow.rule.DelegateList;
import org.dockerrm.workflow.rule.PublishedDelegate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the shipped processes in an engine whose steps only take notes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShippedProcessesIT {

  private static final Map<String, List<String>> STEPS =
      Map.ofEntries(
          Map.entry(
              "Install",
              List.of(
                  "createContainer",
                  "attachNetworks",
                  "startContainer",
                  "waitUntilRunning",
                  "runLifecycleScript",
                  "setState",
                  "complete")),
          Map.entry("Configure", List.of("runLifecycleScript", "setState", "complete")),
          Map.entry(
              "Start",
              List.of(
                  "startContainer",
                  "runLifecycleScript",
                  "waitUntilHealthy",
                  "setState",
                  "complete")),
          Map.entry("Integrity", List.of("runLifecycleScript", "setState", "complete")),
          Map.entry("Stop", List.of("runLifecycleScript", "setState", "complete")),
          Map.entry("Reconfigure", List.of("runLifecycleScript", "setState", "complete")),
          Map.entry(
              "Uninstall",
              List.of("runLifecycleScript", "stopContainer", "removeContainer", "complete")),
          Map.entry("Operation", List.of("runOperationScript", "complete")),
          Map.entry("AddNetwork", List.of("connectNetwork", "complete")),
          Map.entry("RemoveNetwork", List.of("disconnectNetwork", "complete")),
          Map.entry("NetworkInstall", List.of("createNetwork", "setState", "complete")),
          Map.entry("NetworkUninstall", List.of("removeNetwork", "complete")),
          Map.entry("VolumeInstall", List.of("createVolume", "setState", "complete")),
          Map.entry("VolumeUninstall", List.of("removeVolume", "complete")));

  private static final List<String> STATELESS = List.of("Operation", "AddNetwork", "RemoveNetwork");

  private final RecordedRun run = new RecordedRun(Path.of("processes"));

  static Stream<String> processes() {
    return STEPS.keySet().stream().sorted();
  }

  static Stream<Arguments> stepsOutside() {
    List<String> outside =
        DelegateList.published().all().stream()
            .filter(PublishedDelegate::touchesOutside)
            .map(PublishedDelegate::bean)
            .toList();
    return STEPS.entrySet().stream()
        .flatMap(
            process ->
                process.getValue().stream()
                    .filter(outside::contains)
                    .map(step -> Arguments.of(process.getKey(), step)));
  }

  @AfterEach
  void forgetTheRun() {
    run.forget();
  }

  @AfterAll
  void stopEngine() {
    run.close();
  }

  @ParameterizedTest
  @MethodSource("processes")
  void takesItsStepsInOrder(String process) {
    run.start(process);
    assertThat(run.steps()).as("before any job ran").isEmpty();

    run.untilNothingIsDue();

    assertThat(run.stepNames()).isEqualTo(STEPS.get(process));
    assertThat(run.isOver()).isTrue();
  }

  @Test
  void stopAndUninstallSkipTheScriptOfAStoppedContainer() {
    for (String process : List.of("Stop", "Uninstall")) {
      run.start(process);
    }
    run.untilNothingIsDue();

    assertThat(run.steps().stream().filter(step -> step.bean().equals("runLifecycleScript")))
        .hasSize(2)
        .allMatch(step -> step.inputs().equals(Map.of("whenStopped", "skip")));
  }

  @ParameterizedTest
  @MethodSource("stepsOutside")
  void reportsTheErrorOfAnyStep(String process, String step) {
    run.failAt(step, new BpmnError("SCRIPT_FAILED", "it said: ${no} $(way)"));
    run.start(process);
    run.untilNothingIsDue();

    assertEndsWith(process, "SCRIPT_FAILED", "it said: ${no} $(way)", "afterFailure");
  }

  @ParameterizedTest
  @MethodSource("processes")
  void reportsAnErrorWithoutAMessage(String process) {
    run.failAt(STEPS.get(process).get(0), new BpmnError("INTERNAL_ERROR"));
    run.start(process);
    run.untilNothingIsDue();

    assertEndsWith(process, "INTERNAL_ERROR", "The step gave no reason.", "afterFailure");
  }

  @ParameterizedTest
  @MethodSource("processes")
  void endsAtItsDeadlineAlsoBeforeItsFirstStep(String process) {
    run.start(process);
    run.reachDeadline();

    assertEndsWith(
        process, "TIMEOUT", "The transition did not end before its deadline.", "afterFailure");
  }

  @ParameterizedTest
  @MethodSource("stepsOutside")
  void triesAgainAndWaitsForHelpUntilTheDeadline(String process, String step) {
    run.failAt(step, new IllegalStateException("engine unreachable"));
    run.start(process);
    assertThatThrownBy(run::untilNothingIsDue).hasMessageContaining("engine unreachable");

    assertThat(run.retriesLeft()).isEqualTo(3);
    assertThat(run.stepNames()).doesNotContain("fail");
    run.exhaustRetries();
    assertThat(run.incidents()).isEqualTo(1);

    run.reachDeadline();

    assertEndsWith(
        process, "TIMEOUT", "The transition did not end before its deadline.", "afterFailure");
    assertThat(run.incidents()).isZero();
  }

  @Test
  void takesTheDeadlineFromTheRun() {
    run.start("Install");

    assertThat(run.deadlines()).containsExactly(RecordedRun.DEADLINE);
  }

  @ParameterizedTest
  @CsvSource({
    "Install, createContainer, removeContainer",
    "Start, startContainer, runLifecycleScript"
  })
  void rollsBackBeforeItReportsWhereThePolicySaysSo(String process, String step, String undo) {
    run.failAt(step, new BpmnError("SCRIPT_FAILED", "why"));
    run.start(process, "rollback");
    run.untilNothingIsDue();

    assertThat(run.stepNames()).containsExactly(undo, "fail");
    assertThat(run.steps().get(1).inputs())
        .isEqualTo(
            Map.of("failureCode", "SCRIPT_FAILED", "failureReason", "why", "rolledBack", "true"));
    assertThat(run.isOver()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "Install, createContainer, removeContainer",
    "Start, startContainer, runLifecycleScript"
  })
  void reportsWithoutRollingBackWhatCannotBeUndone(String process, String step, String undo) {
    run.failAt(step, new BpmnError("SCRIPT_FAILED", "why"));
    run.failAt(undo, new BpmnError("INFRASTRUCTURE_ERROR", "another"));
    run.start(process, "rollback");
    run.untilNothingIsDue();

    assertEndsWith(process, "SCRIPT_FAILED", "why", "afterFailure");
  }

  @ParameterizedTest
  @CsvSource({
    "Install, createContainer, removeContainer",
    "Start, startContainer, runLifecycleScript"
  })
  void reportsAtTheDeadlineWhereRollingBackNeedsHelp(String process, String step, String undo) {
    run.failAt(step, new BpmnError("SCRIPT_FAILED", "why"));
    run.failAt(undo, new IllegalStateException("engine unreachable"));
    run.start(process, "rollback");
    assertThatThrownBy(run::untilNothingIsDue).hasMessageContaining("engine unreachable");
    run.exhaustRetries();

    run.reachDeadline();

    assertEndsWith(process, "SCRIPT_FAILED", "why", "afterFailure");
    assertThat(run.incidents()).isZero();
  }

  @Test
  void undoesAnInstallationInOneStep() {
    run.start("UndoInstall");
    run.untilNothingIsDue();

    assertThat(run.stepNames()).containsExactly("undoInstall");
    assertThat(run.isOver()).isTrue();
  }

  private void assertEndsWith(String process, String code, String reason, String state) {
    List<Step> steps = run.steps();
    Step last = steps.get(steps.size() - 1);
    assertThat(last)
        .isEqualTo(new Step("fail", Map.of("failureCode", code, "failureReason", reason)));
    assertThat(run.stepNames()).doesNotContain("complete");
    List<Step> states = steps.stream().filter(step -> step.bean().equals("setState")).toList();
    assertThat(states)
        .isEqualTo(
            STATELESS.contains(process)
                ? List.of()
                : List.of(new Step("setState", Map.of("state", state))));
    assertThat(run.isOver()).isTrue();
  }
}
