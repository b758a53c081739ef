package org.dockerrm.workflow.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessRulesTest {

  private static final Path PROCESSES = Path.of("processes");
  private static final String TIMER =
      "<bpmn:timerEventDefinition id=\"M\"><bpmn:timeDuration"
          + " xsi:type=\"bpmn:tFormalExpression\">PT1S</bpmn:timeDuration>"
          + "</bpmn:timerEventDefinition>";

  private final ProcessRules rules = new ProcessRules();

  static Stream<Path> shippedProcesses() throws IOException {
    try (Stream<Path> files = Files.list(PROCESSES)) {
      return files.filter(file -> file.toString().endsWith(".bpmn")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("shippedProcesses")
  void findsNothingInTheShippedProcesses(Path file) throws IOException {
    String id = file.getFileName().toString().replace(".bpmn", "");

    assertThat(rules.check(file.toString(), id, Files.readAllBytes(file))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("shippedProcesses")
  void everyShippedStepIsDocumented(Path file) throws IOException {
    String xml = Files.readString(file);

    assertThat(xml.split("<bpmn:documentation>[^<]+").length - 1)
        .isEqualTo(
            count(xml, "<bpmn:process ")
                + count(xml, "<bpmn:serviceTask ")
                + count(xml, "<bpmn:callActivity ")
                + count(xml, "<bpmn:subProcess "));
  }

  @Test
  void rule1AsksForHistoryTimeToLive() {
    ProcessText text = ProcessText.old("Install").without(" camunda:historyTimeToLive=\"P7D\"");

    assertBreaks(text, 1, "Install", "historyTimeToLive");
  }

  @Test
  void rule2AsksForAnAsynchronousStart() {
    ProcessText text =
        ProcessText.old("Install")
            .replace(
                "name=\"Installation requested\" camunda:asyncBefore=\"true\"",
                "name=\"Installation requested\"");

    assertBreaks(text, 2, "Start_Requested", "asyncBefore");
  }

  @Test
  void rule2RefusesASecondStartEvent() {
    ProcessText text =
        ProcessText.old("AddNetwork")
            .replace(
                "<bpmn:serviceTask ",
                "<bpmn:startEvent id=\"Start_Second\" name=\"Second\" camunda:asyncBefore=\"true\" />"
                    + "<bpmn:sequenceFlow id=\"Flow_Second\" sourceRef=\"Start_Second\""
                    + " targetRef=\"Task_ConnectNetwork\" /><bpmn:serviceTask ")
            .drawn();

    assertBreaks(text, 2, "Start_Second", "another start event");
  }

  @Test
  void rule3AsksForASavepoint() {
    ProcessText text =
        ProcessText.old("Install")
            .replace(
                "camunda:asyncBefore=\"true\" camunda:delegateExpression=\"${createContainer}\"",
                "camunda:delegateExpression=\"${createContainer}\"");

    assertBreaks(text, 3, "Task_CreateContainer", "asyncBefore");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "R3", "PT", "PT2S;PT10S", "${retries}"})
  void rule3AsksForARetryListThatTheEngineReads(String retries) {
    ProcessText text =
        ProcessText.old("AddNetwork")
            .replaceAfter("\"Task_ConnectNetwork\"", "PT2S,PT10S,PT30S", retries);

    assertBreaks(text, 3, "Task_ConnectNetwork", "retry list");
  }

  @ParameterizedTest
  @ValueSource(strings = {"R5/PT1M", "PT1M", "P1DT2H, PT0.5S"})
  void rule3TakesEveryFormOfRetryListThatTheEngineTakes(String retries) {
    ProcessText text =
        ProcessText.old("AddNetwork")
            .replaceAfter("\"Task_ConnectNetwork\"", "PT2S,PT10S,PT30S", retries);

    assertThat(check(text)).isEmpty();
  }

  @Test
  void rule3LeavesTheRetryListToTheEngineWhereNoneIsDrawn() {
    ProcessText text =
        ProcessText.old("AddNetwork")
            .replaceAfter(
                "\"Task_ConnectNetwork\"",
                "<camunda:failedJobRetryTimeCycle>PT2S,PT10S,PT30S</camunda:failedJobRetryTimeCycle>",
                "");

    assertThat(check(text)).isEmpty();
  }

  @Test
  void refusesRepetitionsOfAStep() {
    ProcessText text =
        ProcessText.old("AddNetwork")
            .replaceAfter(
                "\"Task_ConnectNetwork\"",
                "</bpmn:outgoing>",
                "</bpmn:outgoing><bpmn:multiInstanceLoopCharacteristics"
                    + " camunda:collection=\"networks\" camunda:elementVariable=\"network\" />");

    assertBreaks(text, 5, "Task_ConnectNetwork", "multiInstanceLoopCharacteristics");
  }

  @Test
  void rule4RefusesAJobBeforeACatchingEvent() {
    assertBreaks(waiting(" camunda:asyncBefore=\"true\"", TIMER), 4, "Task_Wait", "wait state");
    assertFinds(waiting(" camunda:async=\"true\"", TIMER), 5, "Task_Wait", "camunda:async");
    assertThat(check(waiting("", TIMER))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<bpmn:messageEventDefinition id=\"M\" />",
        "<bpmn:signalEventDefinition id=\"M\" />",
        "<bpmn:linkEventDefinition id=\"M\" name=\"x\" />",
        "<bpmn:conditionalEventDefinition id=\"M\"><bpmn:condition"
            + " xsi:type=\"bpmn:tFormalExpression\">${ready}</bpmn:condition>"
            + "</bpmn:conditionalEventDefinition>"
      })
  void rule5RefusesToWaitForAnythingButATime(String definition) {
    assertThat(check(waiting("", definition)))
        .allSatisfy(violation -> assertThat(violation.rule()).isEqualTo(5))
        .isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"receiveTask", "userTask", "manualTask", "task", "sendTask"})
  void rule5RefusesOtherKindsOfTasks(String kind) {
    ProcessText text =
        ProcessText.old("AddNetwork")
            .replaceElement(
                "Task_Complete",
                "<bpmn:%s id=\"Task_Complete\" name=\"Wait\">".formatted(kind)
                    + "<bpmn:incoming>Flow_ToComplete</bpmn:incoming>"
                    + "<bpmn:outgoing>Flow_ToEndCompleted</bpmn:outgoing></bpmn:"
                    + kind
                    + ">");

    assertBreaks(text, 5, "Task_Complete", kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5s",
        "",
        "PT",
        "P",
        "-PT5S",
        "PT5S PT5S",
        "${a.b}",
        "${x()}",
        "${",
        "R/PT1S",
        "P999999Y",
        "P11Y",
        "P9Y13M",
        "P3661D",
        "PT999999H"
      })
  void rule5RefusesATimeThatTheEngineCannotRead(String duration) {
    assertBreaks(
        waiting("", TIMER.replace("PT1S", duration)), 5, "Task_Wait", "bpmn:timeDuration: '");
  }

  @ParameterizedTest
  @ValueSource(strings = {"P10Y", "P3660D", "PT0S", "PT0.5S", "PT1H30M", "P1DT12H"})
  void takesADurationOfUpToTenYears(String duration) {
    assertThat(check(waiting("", TIMER.replace("PT1S", duration)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"R9/PT0S", "R9/PT0.5S", "R9/P0D", "R1000/PT1S", "R0/PT1S", "R9/P999999Y"})
  void rule5RefusesACycleThatIsNotBounded(String cycle) {
    String definition = TIMER.replace("timeDuration", "timeCycle").replace("PT1S", cycle);

    assertBreaks(waiting("", definition), 5, "Task_Wait", "bpmn:timeCycle: '");
  }

  @ParameterizedTest
  @ValueSource(strings = {"99999-01-01T00:00:00Z", "+292278994-01-01T00:00:00Z", "soon"})
  void rule5RefusesADateThatIsOutOfRange(String date) {
    String definition = TIMER.replace("timeDuration", "timeDate").replace("PT1S", date);

    assertBreaks(waiting("", definition), 5, "Task_Wait", "bpmn:timeDate: '");
  }

  @Test
  void rule5RefusesATimerWhoseExpressionTheEngineCannotKeep() {
    String longest = "${" + " ".repeat(230) + "deadline}";

    assertThat(check(waiting("", TIMER.replace("PT1S", longest.replaceFirst(" ", ""))))).isEmpty();
    assertBreaks(
        waiting("", TIMER.replace("PT1S", longest)), 5, "Task_Wait", "at most 240 are allowed");
  }

  @Test
  void rule5RefusesANameThatTheEngineCannotKeep() {
    ProcessText text = ProcessText.old("AddNetwork");

    assertThat(check(text.replace("name=\"Complete request\"", named(255)))).isEmpty();
    assertBreaks(
        text.replace("name=\"Complete request\"", named(256)),
        5,
        "Task_Complete",
        "has 256 characters; at most 255 are allowed");
  }

  @ParameterizedTest
  @CsvSource({
    "historyTimeToLive, P9999D, true", "historyTimeToLive, P99999D, false",
    "historyTimeToLive, 7, true", "historyTimeToLive, 2147483648, false",
    "historyTimeToLive, P1Y, false"
  })
  void rule5RefusesAHistoryThatIsKeptForever(String attribute, String days, boolean taken) {
    ProcessText text =
        ProcessText.old("Install").replace(attribute + "=\"P7D\"", attribute + "=\"" + days + "\"");

    assertThat(check(text))
        .extracting(RuleViolation::rule)
        .isEqualTo(taken ? List.of() : List.of(5));
  }

  @Test
  void rule5RefusesTextsOfAProcessThatTheEngineCannotKeep() {
    ProcessText text = ProcessText.old("Install");
    String tag = " camunda:versionTag=\"" + "v".repeat(65) + "\" isExecutable";

    assertBreaks(text.replace(" isExecutable", tag), 5, "Install", "at most 64 are allowed");
    assertThat(
            check(
                text.replace(
                    "targetNamespace=\"http://", "targetNamespace=\"http://" + "n".repeat(255))))
        .singleElement()
        .satisfies(found -> assertThat(found.message()).contains("at most 255 are allowed"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "camunda:delegateExpression=\"${format}\"",
        "camunda:delegateExpression=\"complete\"",
        "camunda:delegateExpression=\"${beans.complete}\"",
        "camunda:delegateExpression=\"${flag ? complete : fail}\"",
        "camunda:expression=\"${complete}\"",
        "camunda:class=\"java.lang.Object\"",
        "camunda:type=\"external\" camunda:topic=\"t\"",
        ""
      })
  void rule5AsksForAPublishedDelegate(String implementation) {
    ProcessText text =
        ProcessText.old("AddNetwork")
            .replace("camunda:delegateExpression=\"${complete}\"", implementation);

    assertFinds(text, 5, "Task_Complete", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<camunda:executionListener event=\"start\" class=\"java.lang.Object\" />",
        "<camunda:executionListener event=\"start\" expression=\"${x}\" />",
        "<camunda:executionListener event=\"start\" delegateExpression=\"${createContainer}\" />",
        "<camunda:executionListener event=\"start\" delegateExpression=\"${unknown}\" />",
        "<camunda:executionListener event=\"start\"><camunda:script"
            + " scriptFormat=\"javascript\">1</camunda:script></camunda:executionListener>",
        "<camunda:inputOutput><camunda:inputParameter name=\"x\"><camunda:script"
            + " scriptFormat=\"javascript\">1</camunda:script></camunda:inputParameter>"
            + "</camunda:inputOutput>",
        "<camunda:inputOutput><camunda:inputParameter"
            + " name=\"x\">${execution.getVariable('y')}</camunda:inputParameter>"
            + "</camunda:inputOutput>",
        "<camunda:connector><camunda:connectorId>http-connector</camunda:connectorId>"
            + "</camunda:connector>",
      })
  void rule5RefusesCodeInExtensions(String extension) {
    ProcessText text =
        ProcessText.old("AddNetwork")
            .replaceAfter(
                "\"Task_Complete\"",
                "<bpmn:incoming>",
                "<bpmn:extensionElements>"
                    + extension
                    + "</bpmn:extensionElements><bpmn:incoming>");

    assertFinds(text, 5, "Task_Complete", "");
  }

  @Test
  void rule5RefusesAListenerThatNamesAStep() {
    ProcessText text =
        ProcessText.old("AddNetwork")
            .replaceAfter(
                "\"Task_Complete\"",
                "<bpmn:incoming>",
                "<bpmn:extensionElements><camunda:executionListener event=\"start\""
                    + " delegateExpression=\"${complete}\" /></bpmn:extensionElements>"
                    + "<bpmn:incoming>");

    assertBreaks(text, 5, "Task_Complete", "camunda:executionListener");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<bpmn:scriptTask id=\"Task_Complete\" name=\"x\" scriptFormat=\"javascript\">%s"
            + "<bpmn:script>1</bpmn:script></bpmn:scriptTask>",
        "<bpmn:sendTask id=\"Task_Complete\" name=\"x\" camunda:class=\"a.B\">%s</bpmn:sendTask>",
        "<bpmn:businessRuleTask id=\"Task_Complete\" name=\"x\""
            + " camunda:class=\"a.B\">%s</bpmn:businessRuleTask>",
        "<bpmn:businessRuleTask id=\"Task_Complete\" name=\"x\""
            + " camunda:expression=\"${a}\">%s</bpmn:businessRuleTask>",
        "<bpmn:callActivity id=\"Task_Complete\" name=\"x\" calledElement=\"Stop\""
            + " camunda:variableMappingClass=\"a.B\">%s</bpmn:callActivity>",
        "<bpmn:callActivity id=\"Task_Complete\" name=\"x\" calledElement=\"Stop\""
            + " camunda:variableMappingDelegateExpression=\"${a}\">%s</bpmn:callActivity>",
        "<bpmn:intermediateThrowEvent id=\"Task_Complete\" name=\"x\">%s"
            + "<bpmn:messageEventDefinition id=\"M\" camunda:expression=\"${a}\" />"
            + "</bpmn:intermediateThrowEvent>",
        "<bpmn:userTask id=\"Task_Complete\" name=\"x\"><bpmn:extensionElements>"
            + "<camunda:taskListener event=\"create\" class=\"a.B\" /></bpmn:extensionElements>%s"
            + "</bpmn:userTask>",
        "<bpmn:userTask id=\"Task_Complete\" name=\"${a.b()}\">%s</bpmn:userTask>",
      })
  void rule5RefusesCodeInOtherElements(String element) {
    ProcessText text =
        ProcessText.old("AddNetwork")
            .replaceElement(
                "Task_Complete",
                element.formatted(
                    "<bpmn:incoming>Flow_ToComplete</bpmn:incoming>"
                        + "<bpmn:outgoing>Flow_ToEndCompleted</bpmn:outgoing>"));

    assertBreaks(text, 5, "Task_Complete", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"language=\"javascript\">true", ">${bean.call()}", "camunda:resource=\"a.js\">"})
  void rule5RefusesCodeInConditions(String condition) {
    ProcessText text =
        ProcessText.old("AddNetwork")
            .replace(
                "sourceRef=\"Task_Complete\" targetRef=\"End_Completed\" />",
                "sourceRef=\"Task_Complete\" targetRef=\"End_Completed\"><bpmn:conditionExpression"
                    + " xsi:type=\"bpmn:tFormalExpression\" "
                    + condition
                    + "</bpmn:conditionExpression></bpmn:sequenceFlow>");

    assertFinds(text, 5, "Flow_ToEndCompleted", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UndoInstall", "web.Install", "", "${called}", "stop"})
  void rule5RefusesACallOfAnythingButTransitionsAndOperations(String called) {
    ProcessText text =
        ProcessText.of("Heal")
            .replace("calledElement=\"Stop\"", "calledElement=\"" + called + "\"");

    assertBreaks(text, 5, "Call_Stop", "cannot be called");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AddNetwork", "Install"})
  void takesProcessesThatDrawHowTheirRequestEnds(String process) {
    assertThat(check(ProcessText.old(process))).isEmpty();
  }

  @Test
  void rule6AsksNothingOfAProcessThatCleansUp() {
    assertThat(ProcessText.of("UndoUpgrade").xml()).contains("errorEventDefinition");
    assertThat(check(ProcessText.of("UndoUpgrade"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"Task_ReportFailure, End_Failed", "Task_ReportTimeout, End_TimedOut"})
  void rule6AsksWhatIsDrawnForAFailureToEndTheRequest(String report, String end) {
    ProcessText text =
        ProcessText.old("AddNetwork")
            .replaceElement(
                report,
                "<bpmn:serviceTask id=\"%s\" name=\"Note\" camunda:delegateExpression=\"${note}\">"
                        .formatted(report)
                    + "<bpmn:extensionElements><camunda:inputOutput><camunda:inputParameter"
                    + " name=\"text\">failed</camunda:inputParameter></camunda:inputOutput>"
                    + "</bpmn:extensionElements></bpmn:serviceTask>");

    assertBreaks(text, 6, end, "without the request being ended");
  }

  @Test
  void rule6AsksNothingOfAnEventSubProcessThatEndsNothing() {
    ProcessText text =
        ProcessText.old("AddNetwork")
            .replace(
                "id=\"Start_Deadline\" name=\"Time is up\"",
                "id=\"Start_Deadline\" name=\"Time is up\" isInterrupting=\"false\"")
            .replaceAfter("id=\"Task_ReportTimeout\"", "${fail}", "${note}")
            .replaceAfter(
                "id=\"Task_ReportTimeout\"",
                "<camunda:inputParameter name=\"failureCode\">TIMEOUT</camunda:inputParameter>",
                "")
            .replaceAfter("id=\"Task_ReportTimeout\"", "name=\"failureReason\"", "name=\"text\"");

    assertThat(check(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Install=<bpmn:process id=\"Install\" name=\"Install a container\"",
        "Task_CreateContainer= name=\"Create container\"",
        "Start_Requested= name=\"Installation requested\"",
        "End_TimedOut= name=\"Timeout reported\"",
        "SubProcess_Deadline= name=\"Deadline reached\"",
      })
  void rule7AsksForNames(String elementAndText) {
    String[] parts = elementAndText.split("=", 2);
    ProcessText text =
        ProcessText.old("Install")
            .replace(parts[1], parts[1].replaceFirst("name=\"[^\"]*\"", "name=\" \""));

    assertBreaks(text, 7, parts[0], "no name");
  }

  @Test
  void rule7AsksForAShapeOfEachElement() {
    ProcessText text = ProcessText.old("Install").withoutShape("Task_ReportTimeout");

    assertBreaks(text, 7, "Task_ReportTimeout", "no shape");
  }

  @Test
  void rule7AsksForAnEdgeOfEachFlow() {
    ProcessText text = ProcessText.old("Install").withoutEdge("Flow_ToComplete");

    assertBreaks(text, 7, "Flow_ToComplete", "no edge");
  }

  @Test
  void rule8AsksForRequiredInputs() {
    ProcessText text =
        ProcessText.old("Install")
            .replaceAfter(
                "\"Task_ReportTimeout\"",
                "<camunda:inputParameter name=\"failureCode\">TIMEOUT</camunda:inputParameter>",
                "");

    assertBreaks(text, 8, "Task_ReportTimeout", "failureCode");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "Gone", "aftersuccess"})
  void rule8AsksForAValueThatTheDelegateKnows(String state) {
    ProcessText text = ProcessText.old("Install").replace(">afterSuccess<", ">" + state + "<");

    assertBreaks(text, 8, "Task_SetState", "afterSuccess, afterFailure");
  }

  @Test
  void rule8TakesAnExpressionForAnyValue() {
    ProcessText text =
        ProcessText.old("Install")
            .replace(">afterSuccess<", ">${onFailure == 'keep' ? 'Broken' : 'Active'}<");

    assertThat(check(text)).isEmpty();
  }

  @Test
  void refusesAProcessIdThatIsNotTheFileName() {
    assertThat(rules.check("processes/Other.bpmn", "Other", ProcessText.old("Install").bytes()))
        .singleElement()
        .asString()
        .matches(
            "processes/Other\\.bpmn:\\d+: Install: the process id must be 'Other', after the file's"
                + " name");
  }

  @Test
  void refusesAFileWithoutAnExecutableProcess() {
    ProcessText text =
        ProcessText.old("Install").replace("isExecutable=\"true\"", "isExecutable=\"false\"");

    assertBreaks(text, RuleViolation.FILE, "", "0 executable processes");
  }

  @Test
  void refusesASecondExecutableProcess() {
    ProcessText text =
        ProcessText.old("Install")
            .replace("</bpmn:process>", "</bpmn:process><bpmn:process id=\"Second\" />");

    assertBreaks(text, RuleViolation.FILE, "", "2 executable processes");
  }

  @Test
  void refusesASecondProcessThatIsNotExecutable() {
    ProcessText text =
        ProcessText.old("Install")
            .replace(
                "</bpmn:process>",
                "</bpmn:process><bpmn:process id=\"Second\" isExecutable=\"false\" />");

    assertBreaks(text, RuleViolation.FILE, "", "second process");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no XML", "<a/>", "{\"bpmn\": 1}"})
  void refusesWhatIsNoBpmn(String content) {
    assertThat(rules.check("x", "x", content.getBytes(StandardCharsets.UTF_8)))
        .singleElement()
        .matches(violation -> violation.rule() == RuleViolation.FILE)
        .asString()
        .matches("(?s)x(:1)?: it is not valid BPMN: .*");
  }

  @Test
  void refusesAFlowToNowhereAsInvalid() {
    ProcessText text =
        ProcessText.old("Install").replace("targetRef=\"Task_Complete\"", "targetRef=\"Gone\"");

    assertBreaks(text, RuleViolation.FILE, "", "Gone");
  }

  @Test
  void refusesADocumentType() {
    ProcessText text =
        ProcessText.old("Install")
            .replace(
                "<bpmn:definitions",
                "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><bpmn:definitions")
            .replace("name=\"Install a container\"", "name=\"&x;\"");

    assertBreaks(text, RuleViolation.FILE, "", "DOCTYPE");
  }

  @Test
  void refusesASchemaLocationAndFetchesNothing() throws IOException {
    try (ServerSocket server = new ServerSocket(0)) {
      server.setSoTimeout(200);
      ProcessText text =
          ProcessText.old("Install")
              .replace(
                  " id=\"Definitions_Install\"",
                  " id=\"Definitions_Install\" xsi:schemaLocation=\"urn:x http://127.0.0.1:"
                      + server.getLocalPort()
                      + "/x.xsd\"");

      assertBreaks(text, RuleViolation.FILE, "", "schemaLocation");
      assertThat(catchThrowable(server::accept)).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void refusesTheEnginesFormerNamespace() {
    ProcessText text =
        ProcessText.old("Install")
            .replace(
                "xmlns:camunda=\"http://camunda.org/schema/1.0/bpmn\"",
                "xmlns:camunda=\"http://activiti.org/bpmn\"");

    assertBreaks(text, RuleViolation.FILE, "", "activiti");
  }

  @Test
  void refusesDeepNestingAndLargeFiles() {
    String nested =
        "<bpmn:definitions xmlns:bpmn=\"http://www.omg.org/spec/BPMN/20100524/MODEL\">"
            + "<bpmn:subProcess>".repeat(50_000);
    byte[] large = new byte[ProcessRules.MAX_BYTES + 1];

    assertThat(rules.check("x", "x", nested.getBytes(StandardCharsets.UTF_8)))
        .singleElement()
        .matches(violation -> violation.message().contains("depth"));
    assertThat(rules.check("x", "x", large))
        .singleElement()
        .hasToString("x: it is larger than 1048576 bytes");
  }

  @Test
  void stopsCollectingWhereAFileIsFullOfFaults() {
    String many = "<bpmn:task />".repeat(2000);
    ProcessText text =
        ProcessText.old("Install").replace("</bpmn:process>", many + "</bpmn:process>");

    assertThat(check(text)).hasSize(1000);
  }

  @Test
  void namesTheLineOfAnElementAndOfAFaultInTheXml() {
    String sound = ProcessText.old("Install").xml();
    String faulty = sound.replace("${complete}", "${format}");
    int line =
        1 + (int) faulty.substring(0, faulty.indexOf("id=\"Task_Complete\"")).lines().count();

    assertThat(rules.check("x.bpmn", "Install", faulty.getBytes(StandardCharsets.UTF_8)))
        .anySatisfy(
            violation -> {
              assertThat(violation.elementId()).isEqualTo("Task_Complete");
              assertThat(violation.line()).isBetween(line - 1, line + 3);
            });
    assertThat(rules.check("x.bpmn", "x", "<a>\n<b>\n</a>".getBytes(StandardCharsets.UTF_8)))
        .singleElement()
        .extracting(RuleViolation::line)
        .isEqualTo(3);
  }

  @Test
  void keepsEachFindingOnOneLine() {
    RuleViolation violation = new RuleViolation("a\nb", 7, "c\r\nd", 3, "e\u2028f\u0007");

    assertThat(violation).hasToString("a b:7: c d: rule 3: e f ");
  }

  private static String named(int length) {
    return "name=\"" + "n".repeat(length) + "\"";
  }

  /** A process that waits before its last step. */
  private static ProcessText waiting(String attributes, String definition) {
    return ProcessText.old("AddNetwork")
        .replace("targetRef=\"Task_Complete\"", "targetRef=\"Task_Wait\"")
        .replace(
            "<bpmn:sequenceFlow ",
            "<bpmn:intermediateCatchEvent id=\"Task_Wait\" name=\"Wait\""
                + attributes
                + ">"
                + definition
                + "</bpmn:intermediateCatchEvent><bpmn:sequenceFlow id=\"Flow_Waited\""
                + " sourceRef=\"Task_Wait\" targetRef=\"Task_Complete\" /><bpmn:sequenceFlow ")
        .replace(
            "</bpmndi:BPMNPlane>",
            "<bpmndi:BPMNShape id=\"Wait_di\" bpmnElement=\"Task_Wait\"><dc:Bounds x=\"0\" y=\"0\""
                + " width=\"36\" height=\"36\" /></bpmndi:BPMNShape><bpmndi:BPMNEdge"
                + " id=\"Waited_di\" bpmnElement=\"Flow_Waited\"><di:waypoint x=\"0\" y=\"0\" />"
                + "<di:waypoint x=\"9\" y=\"0\" /></bpmndi:BPMNEdge></bpmndi:BPMNPlane>");
  }

  private List<RuleViolation> check(ProcessText text) {
    return rules.check("processes/" + text.id() + ".bpmn", text.id(), text.bytes());
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

  private void assertBreaks(ProcessText text, int rule, String elementId, String message) {
    assertThat(check(text))
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.rule()).isEqualTo(rule);
              assertThat(violation.elementId()).isEqualTo(elementId);
              assertThat(violation.message()).contains(message);
            });
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }
}
