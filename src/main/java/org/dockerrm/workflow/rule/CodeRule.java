package org.dockerrm.workflow.rule;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.impl.BpmnModelConstants;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Rule 5, second half: no scripts, classes or method calls, wherever the engine would run them. It
 * looks at the XML itself, since the places are many and spread over all kinds of elements.
 */
final class CodeRule implements ProcessRule {

  private static final Set<String> LISTENERS = Set.of("executionListener", "taskListener");

  private final DelegateList delegates;

  CodeRule(DelegateList delegates) {
    this.delegates = delegates;
  }

  @Override
  public void check(ProcessModel model, Findings findings) {
    NodeList elements = model.document().getElementsByTagNameNS("*", "*");
    for (int i = 0; i < elements.getLength(); i++) {
      Element element = (Element) elements.item(i);
      Stream.concat(elementFault(element).stream(), valueFaults(element))
          .forEach(message -> findings.add(5, idOf(element), message));
    }
  }

  private Optional<String> elementFault(Element element) {
    String name = element.getLocalName();
    if (isBpmn(element)) {
      return name.equals("scriptTask")
          ? Optional.of("script tasks are not allowed; use a service task with a delegate")
          : Optional.empty();
    }
    if (!isCamunda(element)) {
      return Optional.empty();
    }
    if (name.equals("script")) {
      return Optional.of("scripts are not allowed, also in parameters and listeners");
    }
    if (name.equals("connector")) {
      return Optional.of("connectors are not allowed; use a service task with a delegate");
    }
    return LISTENERS.contains(name) ? listenerFault(element) : Optional.empty();
  }

  private Optional<String> listenerFault(Element listener) {
    if (listener.hasAttribute("expression")) {
      return Optional.of("a listener evaluates an expression; name a delegate as ${bean} instead");
    }
    if (!listener.hasAttribute("delegateExpression")) {
      return Optional.empty();
    }
    boolean allowed =
        DelegateUse.beanOf(listener.getAttribute("delegateExpression"))
            .flatMap(delegates::find)
            .filter(delegate -> !delegate.touchesOutside())
            .isPresent();
    return allowed
        ? Optional.empty()
        : Optional.of(
            "a listener can only name a published delegate that does not touch the outside world");
  }

  private static Stream<String> valueFaults(Element element) {
    Stream<String> attributes =
        attributes(element).stream().flatMap(attribute -> faultOf(element, attribute).stream());
    Stream<String> text =
        isLeaf(element)
            ? MethodCalls.firstIn(element.getTextContent()).map(CodeRule::callFault).stream()
            : Stream.empty();
    return Stream.concat(attributes, text);
  }

  private static Optional<String> faultOf(Element element, Attr attribute) {
    String name = attribute.getLocalName();
    String namespace = attribute.getNamespaceURI();
    boolean ofEngine =
        CamundaXml.NAMESPACE.equals(namespace) || (namespace == null && isCamunda(element));
    if (ofEngine && (name.equals("class") || name.endsWith("Class"))) {
      return Optional.of("it names the class '" + attribute.getValue() + "'; name a delegate");
    }
    if (ofEngine && name.equals("variableMappingDelegateExpression")) {
      return Optional.of("variables are mapped by camunda:in and camunda:out, not by a bean");
    }
    boolean script =
        (ofEngine && name.equals("resource"))
            || (isBpmn(element) && namespace == null && name.equals("language"));
    if (script) {
      return Optional.of("scripts are not allowed, also in conditions");
    }
    return MethodCalls.firstIn(attribute.getValue()).map(CodeRule::callFault);
  }

  private static String callFault(String call) {
    return "expressions must not call methods, and this one calls '" + call + "'";
  }

  private static List<Attr> attributes(Element element) {
    NamedNodeMap attributes = element.getAttributes();
    return IntStream.range(0, attributes.getLength())
        .mapToObj(i -> (Attr) attributes.item(i))
        .toList();
  }

  private static boolean isLeaf(Element element) {
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBpmn(Element element) {
    return BpmnModelConstants.BPMN20_NS.equals(element.getNamespaceURI());
  }

  private static boolean isCamunda(Element element) {
    return CamundaXml.NAMESPACE.equals(element.getNamespaceURI());
  }

  /** The nearest element that a person can find by its id in the Modeler. */
  private static String idOf(Element element) {
    for (Node node = element; node instanceof Element e; node = node.getParentNode()) {
      if (isBpmn(e) && e.hasAttribute("id")) {
        return e.getAttribute("id");
      }
    }
    return "";
  }
}
