package org.dockerrm.workflow.rule;

import java.util.Optional;

/** Rule 5, first half: a step is a published delegate, named as {@code ${bean}}. */
final class DelegateRule implements ProcessRule {

  private final DelegateList delegates;

  DelegateRule(DelegateList delegates) {
    this.delegates = delegates;
  }

  @Override
  public void check(ProcessModel model, Findings findings) {
    model
        .delegateUses()
        .forEach(
            use -> fault(use).ifPresent(message -> findings.add(5, use.node().getId(), message)));
  }

  private Optional<String> fault(DelegateUse use) {
    if (use.attribute("class").isPresent()) {
      return Optional.empty(); // CodeRule reports classes wherever they are
    }
    if (use.attribute("expression").isPresent()) {
      return Optional.of("it evaluates an expression; name a delegate as ${bean} instead");
    }
    if (use.attribute("type").isPresent()) {
      return Optional.of(
          "its type '" + use.attribute("type").get() + "' names no delegate; name one as ${bean}");
    }
    Optional<String> expression = use.attribute("delegateExpression");
    if (expression.isEmpty()) {
      return use.isServiceTask()
          ? Optional.of("the service task names no delegate; name one as ${bean}")
          : Optional.empty();
    }
    if (use.bean().isEmpty()) {
      return Optional.of("'" + expression.get() + "' does not name a delegate as ${bean}");
    }
    return use.delegate(delegates).isPresent()
        ? Optional.empty()
        : Optional.of(
            "'"
                + use.bean().get()
                + "' is not a published delegate; these are: "
                + String.join(", ", delegates.names()));
  }
}
