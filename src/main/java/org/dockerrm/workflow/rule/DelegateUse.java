package org.dockerrm.workflow.rule;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/**
 * A place in a process that can name a delegate.
 *
 * @param node the task or event
 * @param element what carries the attributes: the node, or the message definition inside it
 */
record DelegateUse(FlowNode node, ModelElementInstance element) {

  private static final Pattern BEAN = Pattern.compile("[$#]\\{\\s*(\\w+)\\s*}");

  /** The bean that {@code ${bean}} names; empty where the expression has another form. */
  static Optional<String> beanOf(String expression) {
    Matcher matcher = BEAN.matcher(expression.strip());
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  Optional<String> attribute(String name) {
    return CamundaXml.attribute(element, name);
  }

  Optional<String> bean() {
    return attribute("delegateExpression").flatMap(DelegateUse::beanOf);
  }

  Optional<PublishedDelegate> delegate(DelegateList delegates) {
    return bean().flatMap(delegates::find);
  }

  boolean isServiceTask() {
    return element instanceof ServiceTask;
  }
}
