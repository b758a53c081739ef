package org.dockerrm.workflow.rule;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.dockerrm.workflow.rule.Allowed.ElementSpec;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Rule 5: an expression reads variables that the request, a step or the process itself sets. */
final class VariablesRule implements ProcessRule {

  private static final int RULE = 5;

  private final Allowed allowed;

  VariablesRule(Allowed allowed) {
    this.allowed = allowed;
  }

  @Override
  public void check(ProcessModel model, RuleFindings findings) {
    NodeList elements = model.document().getElementsByTagNameNS("*", "*");
    Set<String> known = known(model, elements);
    for (int i = 0; i < elements.getLength(); i++) {
      Element element = (Element) elements.item(i);
      Optional<ElementSpec> spec = allowed.nameOf(element).map(allowed.elements()::get);
      if (spec.isPresent() && spec.get().text() != null && spec.get().text().isEvaluated()) {
        String text = AllowedRule.ownText(element);
        for (String name : Expressions.names(text)) {
          if (!known.contains(name)) {
            findings.add(
                RULE,
                AllowedRule.idOf(element),
                "'" + text.strip() + "' reads variable '" + name + "', which nothing here sets");
          }
        }
      }
    }
  }

  private Set<String> known(ProcessModel model, NodeList elements) {
    Set<String> known = new HashSet<>(allowed.variables());
    model
        .delegateUses()
        .flatMap(use -> use.bean().flatMap(allowed::step).stream())
        .forEach(step -> known.addAll(step.sets()));
    for (int i = 0; i < elements.getLength(); i++) {
      Element element = (Element) elements.item(i);
      allowed
          .nameOf(element)
          .map(allowed.elements()::get)
          .ifPresent(spec -> addSet(element, spec, known));
    }
    return known;
  }

  private void addSet(Element element, ElementSpec spec, Set<String> known) {
    for (int i = 0; i < element.getAttributes().getLength(); i++) {
      Attr attribute = (Attr) element.getAttributes().item(i);
      if (allowed.nameOf(attribute).map(spec.attributes()::get).orElse(null)
          == ValueFormat.VARIABLE) {
        known.add(attribute.getValue());
      }
    }
  }
}
