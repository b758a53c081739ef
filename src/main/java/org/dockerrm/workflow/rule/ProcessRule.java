package org.dockerrm.workflow.rule;

/** One of the numbered rules of workflows, "Rules". */
interface ProcessRule {

  /** Adds a finding for each element that breaks the rule. */
  void check(ProcessModel model, Findings findings);
}
