package org.dockerrm.workflow.rule;

import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SendTask;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.w3c.dom.Document;

/**
 * One process file that could be read.
 *
 * @param process its only executable process
 * @param elements the file as BPMN elements
 * @param document the file as XML
 */
record ProcessModel(Process process, BpmnModelInstance elements, Document document) {

  <T extends ModelElementInstance> Collection<T> all(Class<T> type) {
    return elements.getModelElementsByType(type);
  }

  /** Every place that can name a delegate. */
  Stream<DelegateUse> delegateUses() {
    return Stream.of(
            ServiceTask.class, SendTask.class, BusinessRuleTask.class, MessageEventDefinition.class)
        .flatMap(type -> all(type).stream())
        .flatMap(element -> use(element).stream());
  }

  private static Optional<DelegateUse> use(ModelElementInstance element) {
    ModelElementInstance host =
        element instanceof MessageEventDefinition ? element.getParentElement() : element;
    return host instanceof FlowNode node
        ? Optional.of(new DelegateUse(node, element))
        : Optional.empty();
  }
}
