package org.dockerrm.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.bpmn.behavior.CallActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.runtime.Job;
import org.dockerrm.support.SetClock;
import org.dockerrm.workflow.confinement.ConfinedBehavior;
import org.dockerrm.workflow.deployment.TestEngine;
import org.dockerrm.workflow.rule.DelegateList;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What ends a request whose process does not do so itself, in the real engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DefaultEndsTest {

  private static final String REQUEST = "request-1";
  private static final String FAILED = "failByDefault request-1 SCRIPT_FAILED why";
  private static final String COMPLETED = "completeByDefault request-1";
  private static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");

  /** A task that fails, behind a job. */
  private static final String FAILING =
      "<serviceTask id=\"work\" camunda:asyncBefore=\"true\""
          + " camunda:delegateExpression=\"${createContainer}\" />";

  private final JdbcDataSource database = new JdbcDataSource();
  private final RecordedEnds ends = new RecordedEnds();
  private final RecordedEnds begun = new RecordedEnds();
  private final Map<String, Object> steps = new HashMap<>();
  private RuntimeException failure = new BpmnError("SCRIPT_FAILED", "why");
  private ProcessEngine engine;
  private Instant deadline = NOW;

  @BeforeAll
  void start() {
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    JavaDelegate passes = execution -> {};
    DelegateList.published().names().forEach(name -> steps.put(name, passes));
    JavaDelegate fails =
        execution -> {
          throw failure;
        };
    steps.put("createContainer", fails);
    engine = TestEngine.on(database, steps, new PlainCalls(), ends.listener(), begun.progress());
  }

  @AfterEach
  void forget() {
    RuntimeService runtime = engine.getRuntimeService();
    runtime
        .createProcessInstanceQuery()
        .rootProcessInstances()
        .list()
        .forEach(left -> runtime.deleteProcessInstance(left.getId(), "end of the test"));
    ends.forget();
    begun.forget();
    failure = new BpmnError("SCRIPT_FAILED", "why");
  }

  @AfterAll
  void stop() {
    engine.close();
  }

  @Test
  void completesARequestWhoseProcessComesToItsEnd() {
    run("<serviceTask id=\"work\" camunda:delegateExpression=\"${note}\" />" + flow("work"));

    assertThat(ends.all()).containsExactly(COMPLETED);
    assertThat(isOver()).isTrue();
  }

  @Test
  void cancelsARequestWhoseProcessIsDeleted() {
    String process = run(FAILING + flow("work"));

    engine.getRuntimeService().deleteProcessInstance(process, "by an operator", true);

    assertThat(ends.all()).containsExactly("cancel request-1 its process was ended by hand");
  }

  @Test
  void anUncaughtErrorEndsEveryBranch() {
    run(
        FAILING
            + "<serviceTask id=\"other\" camunda:asyncBefore=\"true\""
            + " camunda:delegateExpression=\"${note}\" />"
            + "<parallelGateway id=\"fork\" />"
            + "<sequenceFlow id=\"f0\" sourceRef=\"start\" targetRef=\"fork\" />"
            + "<sequenceFlow id=\"f1\" sourceRef=\"fork\" targetRef=\"work\" />"
            + "<sequenceFlow id=\"f2\" sourceRef=\"fork\" targetRef=\"other\" />");

    runJobOf("work");

    assertThat(ends.all()).containsExactly(FAILED, COMPLETED);
    assertThat(isOver()).isTrue();
  }

  @Test
  void anUncaughtErrorInASubProcessOrOfAnErrorEndEventEndsTheProcess() {
    run(
        "<subProcess id=\"inner\"><startEvent id=\"innerStart\" />"
            + "<sequenceFlow id=\"i1\" sourceRef=\"innerStart\" targetRef=\"thrown\" />"
            + "<endEvent id=\"thrown\"><errorEventDefinition id=\"d\" errorRef=\"e\" /></endEvent>"
            + "</subProcess>"
            + flow("inner"));

    assertThat(ends.all())
        .startsWith("failByDefault request-1 RESOURCE_NOT_FOUND The step gave no reason.");
    assertThat(isOver()).isTrue();
  }

  @Test
  void anErrorInAProcessThatWasCalledEndsThatOneAlone() {
    deploy("called", FAILING + flow("work"));

    run(
        "<callActivity id=\"call\" calledElement=\"called\"><extensionElements>"
            + "<camunda:in businessKey=\"part-1\" /></extensionElements></callActivity>"
            + flow("call"));
    runJobOf("work");

    assertThat(ends.all())
        .containsExactly(
            "failByDefault part-1 SCRIPT_FAILED why", "completeByDefault part-1", COMPLETED);
    assertThat(isOver()).isTrue();
  }

  @Test
  void whatIsDrawnCatchesFirst() {
    run(FAILING + flow("work") + onError("", "note"));

    runJobOf("work");

    assertThat(ends.all()).containsExactly(COMPLETED);
    assertThat(isOver()).isTrue();
  }

  @Test
  void whatIsDrawnForAnotherErrorChangesNothing() {
    run(FAILING + flow("work") + onError("errorRef=\"e\"", "note"));

    runJobOf("work");

    assertThat(ends.all()).startsWith(FAILED);
    assertThat(isOver()).isTrue();
  }

  @Test
  void anErrorInWhatIsDrawnForErrorsIsNotLost() {
    run(FAILING + flow("work") + onError("", "createContainer"));

    runJobOf("work");

    assertThat(ends.all()).startsWith(FAILED);
    assertThat(isOver()).isTrue();
  }

  @Test
  void anExceptionIsNoErrorAndIsTriedAgain() {
    failure = new IllegalStateException("the engine does not answer");
    String process = run(FAILING + flow("work"));

    assertThatThrownBy(() -> runJobOf("work")).hasMessage("the engine does not answer");

    assertThat(ends.all()).isEmpty();
    assertThat(control().keepsDeadline(process, deadline)).isFalse();
  }

  @Test
  void aRestartChangesNothing() {
    run(FAILING + flow("work"));
    engine.close();
    engine = TestEngine.on(database, steps, new PlainCalls(), ends.listener(), begun.progress());

    runJobOf("work");

    assertThat(ends.all()).startsWith(FAILED);
    assertThat(isOver()).isTrue();
  }

  @Test
  void theManagerEndsAProcessThatWaitsForARetryOrAnOperatorAtItsDeadline() {
    failure = new IllegalStateException("the engine does not answer");
    String process = run(FAILING + flow("work"));
    jobs().setJobRetries(jobOf("work").getId(), 0);
    assertThat(engine.getRuntimeService().createIncidentQuery().count()).isEqualTo(1);

    assertThat(control().keepsDeadline(process, deadline)).isFalse();
    control().cancel(process, "deadline");

    assertThat(isOver()).isTrue();
    assertThat(engine.getRuntimeService().createIncidentQuery().count()).isZero();
  }

  @Test
  void aProcessThatIsSuspendedKeepsItsDeadline() {
    String process = run(FAILING + flow("work"));
    control().suspend(process);
    assertThat(control().keepsDeadline(process, deadline)).isTrue();

    control().resume(process, NOW, NOW.plusSeconds(60));

    assertThat(control().keepsDeadline(process, deadline)).isFalse();
  }

  @Test
  void aProcessThatDrawsItsDeadlineKeepsItAlsoWhileItCleansUp() {
    String process = run(FAILING + flow("work") + onTime(""));
    assertThat(control().keepsDeadline(process, deadline)).isTrue();

    runJobOf("time");

    assertThat(jobOf("late")).isNotNull();
    assertThat(control().keepsDeadline(process, deadline)).isTrue();
    runJobOf("late");
    assertThat(ends.all()).containsExactly(COMPLETED);
  }

  @Test
  void aTimerThatInterruptsNothingIsNoDeadline() {
    String process = run(FAILING + flow("work") + onTime("isInterrupting=\"false\""));
    assertThat(control().keepsDeadline(process, deadline)).as("before its time").isFalse();
  }

  @Test
  void aTimerThatIsDueGoesFirst() {
    String process =
        run(
            "<subProcess id=\"inner\"><startEvent id=\"innerStart\" />"
                + FAILING
                + "<sequenceFlow id=\"i1\" sourceRef=\"innerStart\" targetRef=\"work\" />"
                + "</subProcess>"
                + "<boundaryEvent id=\"edge\" attachedToRef=\"inner\"><timerEventDefinition"
                + " id=\"t\"><timeDate>${deadline}</timeDate></timerEventDefinition>"
                + "</boundaryEvent>"
                + flow("inner"),
            Instant.now().minus(Duration.ofSeconds(1)));
    assertThat(control().keepsDeadline(process, deadline)).isTrue();
    assertThat(control(deadline.plusSeconds(61)).keepsDeadline(process, deadline))
        .as("a minute later")
        .isFalse();

    jobs().setJobRetries(jobOf("edge").getId(), 0);

    assertThat(control().keepsDeadline(process, deadline))
        .as("where it has failed for good")
        .isFalse();
  }

  @Test
  void aTimerForLaterDoesNotPutTheEndOff() {
    String process =
        run(
            "<intermediateCatchEvent id=\"pause\"><timerEventDefinition id=\"t\">"
                + "<timeDuration>PT0S</timeDuration></timerEventDefinition>"
                + "</intermediateCatchEvent>"
                + flow("pause"),
            Instant.now().minus(Duration.ofSeconds(1)));

    assertThat(control().keepsDeadline(process, deadline)).isFalse();
  }

  @Test
  void whatAnActivityWouldGiveBackDoesNotKeepItsProcessFromBeingEnded() {
    String process =
        run(
            "<intermediateCatchEvent id=\"wait\"><extensionElements><camunda:inputOutput>"
                + "<camunda:outputParameter name=\"x\">${missing}</camunda:outputParameter>"
                + "</camunda:inputOutput></extensionElements><timerEventDefinition id=\"t\">"
                + "<timeDuration>PT1H</timeDuration></timerEventDefinition>"
                + "</intermediateCatchEvent>"
                + flow("wait"));

    control().cancel(process, "deadline");

    assertThat(isOver()).isTrue();
  }

  @Test
  void aStepThatOnlyAnEventLeadsToHoldsItsRequestAsTheOthersDo() {
    run(FAILING + flow("work") + onError("", "note"));

    runJobOf("work");

    assertThat(begun.all()).hasSize(2);
    assertThat(begun.all().get(0)).contains("begins request-1", "step=1, steps=1");
    assertThat(begun.all().get(1)).startsWith("begins request-1").endsWith(" null");
  }

  private ProcessControl control() {
    return control(NOW);
  }

  private ProcessControl control(Instant now) {
    return new ProcessControl(
        engine.getRepositoryService(),
        engine.getRuntimeService(),
        jobs(),
        new DefinedRetries(engine),
        new SetClock(now));
  }

  private String run(String content) {
    return run(content, Instant.now().plus(Duration.ofHours(1)));
  }

  private String run(String content, Instant deadline) {
    this.deadline = deadline.truncatedTo(ChronoUnit.MILLIS);
    deploy("process", content);
    return engine
        .getRuntimeService()
        .startProcessInstanceByKey("process", REQUEST, Map.of("deadline", Date.from(deadline)))
        .getId();
  }

  private void deploy(String id, String content) {
    engine
        .getRepositoryService()
        .createDeployment()
        .addString(
            id + ".bpmn",
            """
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
              xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="test">
              <error id="e" errorCode="RESOURCE_NOT_FOUND" />
              <process id="%s" isExecutable="true" camunda:historyTimeToLive="P1D">
                <startEvent id="start" />%s
              </process>
            </definitions>
            """
                .formatted(id, content))
        .deploy();
  }

  private static String flow(String to) {
    return "<sequenceFlow id=\"f\" sourceRef=\"start\" targetRef=\"" + to + "\" />";
  }

  private static String onError(String which, String step) {
    return """
        <subProcess id="failed" triggeredByEvent="true">
          <startEvent id="error"><errorEventDefinition id="d" %s /></startEvent>
          <serviceTask id="handle" camunda:delegateExpression="${%s}" />
          <sequenceFlow id="h" sourceRef="error" targetRef="handle" />
        </subProcess>
        """
        .formatted(which, step);
  }

  private static String onTime(String attributes) {
    return """
        <subProcess id="deadline" triggeredByEvent="true">
          <startEvent id="time" %s><timerEventDefinition id="t">
            <timeDate>${deadline}</timeDate></timerEventDefinition></startEvent>
          <serviceTask id="late" camunda:asyncBefore="true"
            camunda:delegateExpression="${note}" />
          <sequenceFlow id="l" sourceRef="time" targetRef="late" />
        </subProcess>
        """
        .formatted(attributes);
  }

  private ManagementService jobs() {
    return engine.getManagementService();
  }

  private void runJobOf(String activity) {
    jobs().executeJob(jobOf(activity).getId());
  }

  private Job jobOf(String activity) {
    List<Job> found = jobs().createJobQuery().activityId(activity).list();
    assertThat(found).as("jobs of %s", activity).isNotEmpty();
    return found.get(0);
  }

  private boolean isOver() {
    return engine.getRuntimeService().createProcessInstanceQuery().count() == 0
        && jobs().createJobQuery().count() == 0;
  }

  /** The engine's own call activities, which no process of the manager may have. */
  private static final class PlainCalls extends AbstractBpmnParseListener {

    @Override
    public void parseCallActivity(Element element, ScopeImpl scope, ActivityImpl activity) {
      PlainCall call = new PlainCall();
      call.setCallableElement(
          ((CallActivityBehavior) activity.getActivityBehavior()).getCallableElement());
      activity.setActivityBehavior(call);
    }
  }

  private static final class PlainCall extends CallActivityBehavior implements ConfinedBehavior {}
}
