package org.dockerrm.workflow.rule;

/** One of the numbered rules of docs/reference/workflows.md, "Rules". */
interface ProcessRule {

  /** Adds a finding for each element that breaks the rule. */
  void check(ProcessModel model, RuleFindings findings);
}
