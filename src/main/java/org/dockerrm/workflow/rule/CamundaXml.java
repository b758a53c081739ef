package org.dockerrm.workflow.rule;

import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.impl.BpmnModelConstants;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/** Reads the engine's own attributes and extension elements as the engine does. */
final class CamundaXml {

  static final String NAMESPACE = BpmnModelConstants.CAMUNDA_NS;

  private CamundaXml() {}

  static Optional<String> attribute(ModelElementInstance element, String name) {
    return Optional.ofNullable(element.getAttributeValueNs(NAMESPACE, name));
  }

  /** Whether a job is made before the element; the engine knows an old and a new spelling. */
  static boolean isAsyncBefore(ModelElementInstance element) {
    return Stream.of("asyncBefore", "async")
        .flatMap(name -> attribute(element, name).stream())
        .anyMatch("true"::equals);
  }

  /** The extension elements of that type directly below the element. */
  static <T extends ModelElementInstance> Stream<T> extensions(BaseElement element, Class<T> type) {
    return Stream.ofNullable(element.getExtensionElements())
        .flatMap(extensions -> extensions.getChildElementsByType(type).stream());
  }
}
