package org.dockerrm.workflow.rule;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.EventDefinition;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;

/**
 * Rule 2: a request alone starts the process, at its only start event, and in a job, so that the
 * REST call returns at once.
 */
final class StartRule implements ProcessRule {

  private static final int RULE = 2;

  private final Allowed allowed;

  StartRule(Allowed allowed) {
    this.allowed = allowed;
  }

  @Override
  public void check(ProcessModel model, RuleFindings findings) {
    String id = String.valueOf(model.process().getId());
    List<StartEvent> starts = List.copyOf(model.process().getChildElementsByType(StartEvent.class));
    if (starts.isEmpty()) {
      findings.add(RULE, id, "the process has no start event");
    }
    starts.stream()
        .skip(1)
        .forEach(more -> findings.add(RULE, more.getId(), "the process has another start event"));
    for (StartEvent start : starts) {
      if (!CamundaXml.isAsyncBefore(start)) {
        findings.add(
            RULE,
            start.getId(),
            "the start event is not asyncBefore, so that the caller would wait for the first step");
      }
      checkMessage(id, start, findings);
    }
    model.all(SubProcess.class).forEach(inner -> checkStarts(inner, findings));
  }

  private void checkMessage(String processId, StartEvent start, RuleFindings findings) {
    boolean byMessage =
        allowed.messages().contains(processId.substring(processId.lastIndexOf('.') + 1));
    Collection<EventDefinition> definitions = start.getEventDefinitions();
    boolean listens =
        definitions.size() == 1
            && definitions.stream()
                .flatMap(
                    it ->
                        it instanceof MessageEventDefinition m ? name(m).stream() : Stream.empty())
                .anyMatch(processId::equals);
    if (byMessage && !listens) {
      findings.add(
          RULE,
          start.getId(),
          "its start event must listen to message '" + processId + "', after the process's id");
    } else if (!byMessage && !definitions.isEmpty()) {
      findings.add(
          RULE,
          start.getId(),
          "a request starts the process: the start event must be a plain one; only "
              + String.join(", ", allowed.messages())
              + " listen to a message");
    }
  }

  private static Optional<String> name(MessageEventDefinition definition) {
    return Optional.ofNullable(definition.getMessage()).map(Message::getName);
  }

  private static void checkStarts(SubProcess inner, RuleFindings findings) {
    List<StartEvent> starts = List.copyOf(inner.getChildElementsByType(StartEvent.class));
    if (starts.size() != 1) {
      findings.add(RULE, inner.getId(), "a sub-process has exactly one start event");
    }
    for (StartEvent start : starts) {
      Collection<EventDefinition> definitions = start.getEventDefinitions();
      boolean sound =
          inner.triggeredByEvent()
              ? definitions.size() == 1
                  && definitions.stream()
                      .allMatch(
                          it ->
                              it instanceof ErrorEventDefinition
                                  || it instanceof TimerEventDefinition)
              : definitions.isEmpty();
      if (!sound) {
        findings.add(
            RULE,
            start.getId(),
            inner.triggeredByEvent()
                ? "an event sub-process begins with an error or a time"
                : "a sub-process begins with a plain start event");
      }
    }
  }
}
