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
                  "runLifecycleScript")),
          Map.entry("Configure", List.of("runLifecycleScript")),
          Map.entry("Start", List.of("startContainer", "runLifecycleScript", "waitUntilHealthy")),
          Map.entry("Integrity", List.of("runLifecycleScript")),
          Map.entry("Stop", List.of("runLifecycleScript")),
          Map.entry("Reconfigure", List.of("runLifecycleScript")),
          Map.entry("Uninstall", List.of("runLifecycleScript", "stopContainer", "removeContainer")),
          Map.entry("Operation", List.of("runOperationScript")),
          Map.entry("AddNetwork", List.of("connectNetwork")),
          Map.entry("RemoveNetwork", List.of("disconnectNetwork")),
          Map.entry("NetworkInstall", List.of("createNetwork")),
          Map.entry("NetworkUninstall", List.of("removeNetwork")),
          Map.entry("VolumeInstall", List.of("createVolume")),
          Map.entry("VolumeUninstall", List.of("removeVolume")));

  /** These draw what happens after an error, since it depends on the failure policy. */
  private static final List<String> DRAW_THEIR_FAILURE = List.of("Install", "Start");

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
    assertThat(run.ends()).containsExactly("completeByDefault " + RecordedRun.REQUEST);
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

    assertEndsWith(process, "SCRIPT_FAILED", "it said: ${no} $(way)");
  }

  @ParameterizedTest
  @MethodSource("processes")
  void reportsAnErrorWithoutAMessage(String process) {
    run.failAt(STEPS.get(process).get(0), new BpmnError("INTERNAL_ERROR"));
    run.start(process);
    run.untilNothingIsDue();

    assertEndsWith(process, "INTERNAL_ERROR", "The step gave no reason.");
  }

  @ParameterizedTest
  @MethodSource("processes")
  void leavesItsDeadlineToTheManager(String process) {
    run.start(process);

    assertThat(run.deadlines()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("stepsOutside")
  void triesAgainAndWaitsForAnOperator(String process, String step) {
    run.failAt(step, new IllegalStateException("engine unreachable"));
    run.start(process);
    assertThatThrownBy(run::untilNothingIsDue).hasMessageContaining("engine unreachable");

    assertThat(run.retriesLeft()).isEqualTo(3);
    assertThat(run.stepNames()).doesNotContain("fail");
    run.exhaustRetries();
    assertThat(run.incidents()).isEqualTo(1);
    assertThat(run.ends()).isEmpty();

    run.forget();

    assertThat(run.isOver()).isTrue();
    assertThat(run.incidents()).isZero();
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

    assertEndsWith(process, "SCRIPT_FAILED", "why");
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

    assertEndsWith(process, "SCRIPT_FAILED", "why");
    assertThat(run.incidents()).isZero();
  }

  @Test
  void undoesAnInstallationInOneStep() {
    run.start("UndoInstall");
    run.untilNothingIsDue();

    assertThat(run.stepNames()).containsExactly("undoInstall");
    assertThat(run.isOver()).isTrue();
  }

  private void assertEndsWith(String process, String code, String reason) {
    assertThat(run.stepNames()).doesNotContain("complete");
    List<Step> states = run.steps().stream().filter(it -> it.bean().equals("setState")).toList();
    if (DRAW_THEIR_FAILURE.contains(process)) {
      assertThat(run.steps())
          .endsWith(new Step("fail", Map.of("failureCode", code, "failureReason", reason)));
      assertThat(states).containsExactly(new Step("setState", Map.of("state", "afterFailure")));
    } else {
      assertThat(run.ends())
          .startsWith("failByDefault %s %s %s".formatted(RecordedRun.REQUEST, code, reason));
      assertThat(states).isEmpty();
    }
    assertThat(run.isOver()).isTrue();
  }
}
