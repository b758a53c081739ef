package org.dockerrm.workflow.rule;

import java.util.stream.Stream;

/** Rule 5: a service task names its step; what it may name is the list's business. */
final class DelegateRule implements ProcessRule {

  @Override
  public void check(ProcessModel model, RuleFindings findings) {
    model
        .delegateUses()
        .filter(
            use ->
                Stream.of("delegateExpression", "class", "expression", "type")
                    .allMatch(name -> use.attribute(name).isEmpty()))
        .forEach(
            use ->
                findings.add(
                    5,
                    use.node().getId(),
                    "the service task names no delegate; name one as ${bean}"));
  }
}
