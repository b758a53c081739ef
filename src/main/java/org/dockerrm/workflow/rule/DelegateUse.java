package org.dockerrm.workflow.rule;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;

/**
 * A place in a process that names a delegate.
 *
 * @param node the task
 */
record DelegateUse(ServiceTask node) {

  private static final Pattern BEAN = Pattern.compile("[$#]\\{\\s*(\\w+)\\s*}");

  /** The bean that {@code ${bean}} names; empty where the expression has another form. */
  static Optional<String> beanOf(String expression) {
    Matcher matcher = BEAN.matcher(expression.strip());
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  Optional<String> attribute(String name) {
    return CamundaXml.attribute(node, name);
  }

  Optional<String> bean() {
    return attribute("delegateExpression").flatMap(DelegateUse::beanOf);
  }

  Optional<PublishedDelegate> delegate(DelegateList delegates) {
    return bean().flatMap(delegates::find);
  }
}
