package org.dockerrm.workflow.rule;

import java.util.Collection;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.w3c.dom.Document;

/**
 * One process file that could be read.
 *
 * @param process its only process
 * @param elements the file as BPMN elements
 * @param document the file as XML
 */
record ProcessModel(Process process, BpmnModelInstance elements, Document document) {

  <T extends ModelElementInstance> Collection<T> all(Class<T> type) {
    return elements.getModelElementsByType(type);
  }

  /** Every service task. */
  Stream<DelegateUse> delegateUses() {
    return all(ServiceTask.class).stream().map(DelegateUse::new);
  }
}
