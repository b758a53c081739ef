package org.dockerrm.workflow.rule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what the rules find in one file, up to a bound. */
final class RuleFindings {

  // A hostile file of the largest size breaks rules a hundred thousand times.
  private static final int MAX_FINDINGS = 1000;

  private final String file;
  private final List<RuleViolation> violations = new ArrayList<>();

  RuleFindings(String file) {
    this.file = file;
  }

  /** BPMN does not require ids; an element without one is named by the file alone. */
  void add(int rule, @Nullable String elementId, String message) {
    add(new RuleViolation(file, 0, elementId == null ? "" : elementId, rule, message));
  }

  void addForFile(String message) {
    addForFile(0, message);
  }

  /** For a line of the file; 0 where it is unknown. */
  void addForFile(int line, String message) {
    add(new RuleViolation(file, line, "", RuleViolation.FILE, message));
  }

  private void add(RuleViolation violation) {
    if (violations.size() < MAX_FINDINGS) {
      violations.add(violation);
    }
  }

  boolean isEmpty() {
    return violations.isEmpty();
  }

  List<RuleViolation> toList() {
    return List.copyOf(violations);
  }
}
