package org.dockerrm.workflow.rule;

import java.util.ArrayList;
import java.util.List;

/** Collects what the rules find in one file. */
final class Findings {

  private final String file;
  private final List<RuleViolation> violations = new ArrayList<>();

  Findings(String file) {
    this.file = file;
  }

  void add(int rule, String elementId, String message) {
    violations.add(new RuleViolation(file, elementId, rule, message));
  }

  void addForFile(String message) {
    add(RuleViolation.FILE, "", message);
  }

  List<RuleViolation> toList() {
    return List.copyOf(violations);
  }
}
