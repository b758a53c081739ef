package org.dockerrm.workflow.rule;

import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.camunda.bpm.model.bpmn.instance.LoopCharacteristics;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.bpmn.instance.UserTask;

/** Rule 4: no job before a wait state, since a callback could arrive before the subscription. */
final class WaitStateRule implements ProcessRule {

  @Override
  public void check(ProcessModel model, Findings findings) {
    Stream<FlowNode> external =
        model
            .delegateUses()
            .filter(use -> use.attribute("type").filter("external"::equals).isPresent())
            .map(DelegateUse::node);
    Stream<FlowNode> waiting =
        Stream.of(
                ReceiveTask.class,
                UserTask.class,
                IntermediateCatchEvent.class,
                EventBasedGateway.class)
            .flatMap(type -> model.all(type).stream());
    Stream.concat(waiting, external)
        .filter(WaitStateRule::isAsyncBefore)
        .forEach(
            node ->
                findings.add(
                    4,
                    node.getId(),
                    "a wait state is asyncBefore; what it waits for could arrive before it"
                        + " listens"));
  }

  private static boolean isAsyncBefore(FlowNode node) {
    Optional<LoopCharacteristics> loop =
        node instanceof Activity activity
            ? Optional.ofNullable(activity.getLoopCharacteristics())
            : Optional.empty();
    return CamundaXml.isAsyncBefore(node) || loop.filter(CamundaXml::isAsyncBefore).isPresent();
  }
}
