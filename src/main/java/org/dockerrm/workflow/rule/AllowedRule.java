package org.dockerrm.workflow.rule;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javax.xml.XMLConstants;
import org.camunda.bpm.model.bpmn.impl.BpmnModelConstants;
import org.dockerrm.workflow.rule.Allowed.ElementSpec;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.Text;

/**
 * Rule 5: a file holds what the list allows and nothing else. It looks at the XML itself, each
 * element, attribute and text, since the places where the engine evaluates something are many.
 */
final class AllowedRule implements ProcessRule {

  private static final int RETRIES = 3;
  private static final int RULE = 5;
  private static final int LONGEST_SHOWN = 80;

  private final Allowed allowed;

  AllowedRule(Allowed allowed) {
    this.allowed = allowed;
  }

  @Override
  public void check(ProcessModel model, RuleFindings findings) {
    Set<String> ids = new HashSet<>();
    Deque<Element> ahead = new ArrayDeque<>();
    ahead.add(model.document().getDocumentElement());
    while (!ahead.isEmpty()) {
      Element element = ahead.remove();
      Optional<ElementSpec> spec = allowed.nameOf(element).map(allowed.elements()::get);
      if (spec.isEmpty()) {
        findings.add(RULE, idOf(element), element.getNodeName() + " is not allowed");
      } else {
        checkAttributes(element, spec.get(), ids, findings);
        checkText(element, spec.get(), findings);
        children(element, spec.get(), findings, ahead);
      }
    }
  }

  private void checkAttributes(
      Element element, ElementSpec spec, Set<String> ids, RuleFindings findings) {
    for (int i = 0; i < element.getAttributes().getLength(); i++) {
      Attr attribute = (Attr) element.getAttributes().item(i);
      if (XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(attribute.getNamespaceURI())) {
        if (!allowed.namespaces().containsValue(attribute.getValue())) {
          findings.add(
              RULE, idOf(element), "the namespace '" + attribute.getValue() + "' is not allowed");
        }
        continue;
      }
      ValueFormat kind = allowed.nameOf(attribute).map(spec.attributes()::get).orElse(null);
      if (kind == null) {
        findings.add(
            RULE,
            idOf(element),
            "attribute " + attribute.getName() + " is not allowed in " + element.getNodeName());
      } else if (kind == ValueFormat.ID && !ids.add(attribute.getValue())) {
        findings.add(RULE, idOf(element), "the id '" + attribute.getValue() + "' is there twice");
      } else {
        checkValue(element, attribute.getName() + " ", attribute.getValue(), kind, findings);
      }
    }
  }

  private void checkText(Element element, ElementSpec spec, RuleFindings findings) {
    String text = ownText(element);
    if (spec.text() != null) {
      checkValue(element, "", text, spec.text(), findings);
    } else if (!text.isBlank()) {
      findings.add(
          RULE,
          idOf(element),
          "text is not allowed in " + element.getNodeName() + ": " + cut(text));
    }
  }

  private void checkValue(
      Element element, String before, String value, ValueFormat kind, RuleFindings findings) {
    kind.fault(value, allowed)
        .ifPresent(
            fault ->
                findings.add(
                    kind == ValueFormat.RETRIES ? RETRIES : RULE,
                    idOf(element),
                    element.getNodeName() + ": " + before + "'" + cut(value) + "' " + fault));
  }

  private void children(
      Element element, ElementSpec spec, RuleFindings findings, Deque<Element> ahead) {
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child) {
        if (allowed.nameOf(child).filter(spec.children()::contains).isPresent()) {
          ahead.add(child);
        } else {
          findings.add(
              RULE,
              idOf(child),
              child.getNodeName() + " is not allowed in " + element.getNodeName());
        }
      }
    }
  }

  /** The text directly in an element, as the engine puts it together around comments. */
  static String ownText(Element element) {
    StringBuilder text = new StringBuilder();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Text part) {
        text.append(part.getData());
      }
    }
    return text.toString();
  }

  private static String cut(String value) {
    String stripped = value.strip();
    return stripped.length() <= LONGEST_SHOWN
        ? stripped
        : stripped.substring(0, LONGEST_SHOWN) + "...";
  }

  /**
   * The nearest element that can be found by its id in the Modeler; definitions of events cannot.
   */
  static String idOf(Element element) {
    for (Node node = element; node instanceof Element e; node = node.getParentNode()) {
      if (BpmnModelConstants.BPMN20_NS.equals(e.getNamespaceURI())
          && e.hasAttribute("id")
          && !e.getLocalName().endsWith("EventDefinition")) {
        return e.getAttribute("id");
      }
    }
    return "";
  }
}
