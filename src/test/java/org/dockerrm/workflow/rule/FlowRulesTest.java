package org.dockerrm.workflow.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules about where a token goes, and what it finds there. */
class FlowRulesTest {

  private final ProcessRules rules = new ProcessRules();

  @Test
  void refusesALoopWithoutASavepoint() {
    ProcessText text = looped("Task_Decide");

    assertThat(check(text))
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.rule()).isEqualTo(3);
              assertThat(violation.message()).contains("loop", "Task_Decide");
            });
  }

  @Test
  void takesALoopThatPassesASavepoint() {
    assertThat(check(looped("Task_ConnectNetwork"))).isEmpty();
  }

  @Test
  void refusesAForkWithinALoop() {
    ProcessText text =
        looped("Task_ConnectNetwork")
            .replace(
                "<bpmn:exclusiveGateway id=\"Task_Decide\" name=\"Again?\" default=\"Flow_Decide\"",
                "<bpmn:parallelGateway id=\"Task_Decide\" name=\"Again?\"")
            .replace("</bpmn:exclusiveGateway>", "</bpmn:parallelGateway>")
            .replace(
                "<bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\">"
                    + "${onFailure == 'keep'}</bpmn:conditionExpression>",
                "");

    assertFinds(text, 3, "Task_Decide", "forks within a loop");
  }

  @Test
  void refusesForksThatMultiply() {
    StringBuilder forks = new StringBuilder();
    String from = "Task_ConnectNetwork";
    for (int i = 0; i < 7; i++) {
      forks
          .append("<bpmn:parallelGateway id=\"Fork_%d\" name=\"Fork\" />".formatted(i))
          .append(flow("A" + i, from, "Fork_" + i))
          .append(i == 0 ? "" : flow("B" + i, from, "Fork_" + i));
      from = "Fork_" + i;
    }
    ProcessText text =
        ProcessText.old("AddNetwork")
            .replace("sourceRef=\"Task_ConnectNetwork\"", "sourceRef=\"Fork_6\"")
            .replace(
                "<bpmn:sequenceFlow ",
                forks + flow("B7", from, "Task_Complete") + "<bpmn:sequenceFlow ")
            .drawn();

    assertFinds(text, 3, "AddNetwork", "more than 64 branches");
  }

  @ParameterizedTest
  @CsvSource({"R999/PT1S, false, true", "R64/P1D, false, true", "R999/PT1S, true, false"})
  void refusesATimerThatRepeatsWithoutInterruptingTooOften(
      String cycle, boolean interrupting, boolean refused) {
    assertThat(check(timed(cycle, interrupting, "Task_ConnectNetwork")))
        .extracting(RuleViolation::message)
        .allMatch(message -> message.contains("more than 64 branches"))
        .hasSize(refused ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({"R64/PT1M, true", "R999/PT1M, true", "R10/PT1M, false"})
  void refusesAnEventSubProcessThatBeginsTooOften(String cycle, boolean refused) {
    ProcessText text =
        ProcessText.old("AddNetwork")
            .replace(
                "id=\"Start_Deadline\" name=\"Time is up\"",
                "id=\"Start_Deadline\" name=\"Time is up\" isInterrupting=\"false\"")
            .replace(
                "<bpmn:timeDate xsi:type=\"bpmn:tFormalExpression\">${deadline}</bpmn:timeDate>",
                "<bpmn:timeCycle>" + cycle + "</bpmn:timeCycle>");

    assertThat(check(text))
        .extracting(RuleViolation::message)
        .allMatch(message -> message.contains("more than 64 branches"))
        .hasSize(refused ? 1 : 0);
  }

  @Test
  void countsRepeatingTimersAndForksTogether() {
    ProcessText text =
        timed("R31/PT1M", false, "Task_ConnectNetwork")
            .replace(
                "<bpmn:sequenceFlow ",
                flow("Second", "Task_ConnectNetwork", "Task_Complete")
                    + flow("Third", "Task_Complete", "End_Completed")
                    + "<bpmn:sequenceFlow ")
            .drawn();

    assertFinds(text, 3, "AddNetwork", "more than 64 branches");
  }

  @Test
  void refusesAnEventThatDoesNotInterruptWithinALoop() {
    ProcessText text =
        looped("Task_ConnectNetwork")
            .replace(
                "<bpmn:sequenceFlow ",
                timer("R1/PT1M", false, "Task_ConnectNetwork") + "<bpmn:sequenceFlow ")
            .drawn();

    assertFinds(text, 3, "Task_ConnectNetwork", "forks within a loop");
  }

  @Test
  void takesAnEndThatTheManagerEndsTheRequestAt() {
    assertThat(check(looped("End_Completed"))).isEmpty();
  }

  @Test
  void refusesAStepOfAFailureBehindWhichNothingComes() {
    ProcessText text =
        ProcessText.old("AddNetwork")
            .replace("targetRef=\"Task_ReportFailure\"", "targetRef=\"Task_More\"")
            .replaceAfter(
                "id=\"SubProcess_Failed\"",
                "<bpmn:sequenceFlow ",
                "<bpmn:exclusiveGateway id=\"Task_More\" name=\"More\" />" + "<bpmn:sequenceFlow ")
            .drawn();

    assertFinds(text, 6, "Task_More", "without the request being ended");
  }

  @Test
  void looksAtTheEndsOfFlowsAndNotAtWhatNodesSayOfThem() {
    ProcessText text =
        ProcessText.old("AddNetwork")
            .replace("targetRef=\"Task_ReportFailure\"", "targetRef=\"End_Failed\"");

    assertFinds(text, 6, "End_Failed", "without the request being ended");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SCRIPT_FAILD", "timeout", "X"})
  void refusesAFailureCodeThatTheApiDoesNotKnow(String code) {
    ProcessText text =
        ProcessText.old("AddNetwork")
            .replaceAfter("\"Task_ReportTimeout\"", ">TIMEOUT<", ">" + code + "<");

    assertFinds(text, 6, "Task_ReportTimeout", code);
  }

  @ParameterizedTest
  @CsvSource({"SCRIPT_FAILED, 0", "SCRIPT_FAILD, 1"})
  void refusesToCatchWhatNothingThrows(String code, int findings) {
    ProcessText text =
        ProcessText.of("Heal")
            .replace(
                "<bpmn:errorEventDefinition id=\"ErrorEventDefinition_AttemptFailed\"",
                "<bpmn:errorEventDefinition id=\"ErrorEventDefinition_AttemptFailed\""
                    + " errorRef=\"Error_1\"")
            .replace(
                "<bpmn:message ",
                "<bpmn:error id=\"Error_1\" name=\"e\" errorCode=\""
                    + code
                    + "\" /><bpmn:message ");

    assertThat(check(text)).hasSize(findings);
  }

  @Test
  void refusesAnInputThatAStepDoesNotHave() {
    ProcessText text =
        ProcessText.of("Stop").replace("name=\"whenStopped\"", "name=\"whenStoped\"");

    assertFinds(text, 8, "Task_RunStopScript", "no input 'whenStoped'");
  }

  @Test
  void refusesAnInputThatACallDoesNotHave() {
    ProcessText text = ProcessText.of("ScaleOut").replace("name=\"joined\"", "name=\"join\"");

    assertFinds(text, 8, "Call_TellTarget", "no input 'join'");
  }

  @Test
  void refusesAnExpressionThatReadsWhatNothingSets() {
    ProcessText text = ProcessText.of("Heal").replace("${healing ==", "${heeling ==");

    assertFinds(text, 5, "Flow_How_Stop", "'heeling'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"requestId", "resourceId", "deadline", "complete", "a b", "1", "${x}"})
  void refusesToSetWhatTheManagerSets(String name) {
    ProcessText text =
        ProcessText.of("Heal")
            .replace(
                "camunda:errorCodeVariable=\"failureCode\"",
                "camunda:errorCodeVariable=\"" + name + "\"");

    assertThat(check(text)).isNotEmpty().allMatch(violation -> violation.rule() == 5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Heal", "web.Heal", "x"})
  void refusesAMessageThatIsNotTheProcessesOwn(String message) {
    ProcessText text =
        ProcessText.of("ScaleIn")
            .replace(
                "id=\"Message_ScaleIn\" name=\"ScaleIn\"",
                "id=\"Message_ScaleIn\" name=\"" + message + "\"");

    assertFinds(text, 2, "Start_Requested", "must listen to message 'ScaleIn'");
  }

  private static ProcessText timed(String cycle, boolean interrupting, String node) {
    return ProcessText.old("AddNetwork")
        .replace("<bpmn:sequenceFlow ", timer(cycle, interrupting, node) + "<bpmn:sequenceFlow ")
        .drawn();
  }

  /** A timer at the edge of a node, which leads to the end of the request. */
  private static String timer(String cycle, boolean interrupting, String node) {
    return "<bpmn:boundaryEvent id=\"Boundary_Again\" name=\"Again\" cancelActivity=\"%s\""
            .formatted(interrupting)
        + " attachedToRef=\"%s\"><bpmn:timerEventDefinition id=\"T\"><bpmn:timeCycle>%s"
            .formatted(node, cycle)
        + "</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:boundaryEvent>"
        + flow("Timer", "Boundary_Again", "Task_Complete");
  }

  private static String flow(String id, String from, String to) {
    return "<bpmn:sequenceFlow id=\"Flow_%s\" sourceRef=\"%s\" targetRef=\"%s\" />"
        .formatted(id, from, to);
  }

  /** AddNetwork with a gateway behind its step, which leads on, and back or elsewhere. */
  private static ProcessText looped(String to) {
    return ProcessText.old("AddNetwork")
        .replace(
            "sourceRef=\"Task_ConnectNetwork\" targetRef=\"Task_Complete\"",
            "sourceRef=\"Task_ConnectNetwork\" targetRef=\"Task_Decide\"")
        .replace(
            "<bpmn:sequenceFlow ",
            "<bpmn:exclusiveGateway id=\"Task_Decide\" name=\"Again?\" default=\"Flow_Decide\">"
                + "</bpmn:exclusiveGateway>"
                + flow("Decide", "Task_Decide", "Task_Complete")
                + "<bpmn:sequenceFlow id=\"Flow_Again\" sourceRef=\"Task_Decide\" targetRef=\""
                + to
                + "\"><bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\">"
                + "${onFailure == 'keep'}</bpmn:conditionExpression></bpmn:sequenceFlow>"
                + "<bpmn:sequenceFlow ")
        .drawn();
  }

  private List<RuleViolation> check(ProcessText text) {
    return rules.check("x.bpmn", text.id(), text.bytes());
  }

  private void assertFinds(ProcessText text, int rule, String elementId, String message) {
    assertThat(check(text))
        .anySatisfy(
            violation -> {
              assertThat(violation.rule()).isEqualTo(rule);
              assertThat(violation.elementId()).isEqualTo(elementId);
              assertThat(violation.message()).contains(message);
            });
  }
}
