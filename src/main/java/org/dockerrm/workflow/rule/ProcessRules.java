package org.dockerrm.workflow.rule;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks a process file against every rule (docs/reference/workflows.md, "Rules"). */
public final class ProcessRules {

  /** The largest file that is looked at, in bytes. */
  public static final int MAX_BYTES = 1024 * 1024;

  private final List<ProcessRule> rules;
  private final List<ProcessRule> flowRules;

  /** The rules over what this manager publishes. */
  public ProcessRules() {
    Allowed allowed = Allowed.published();
    this.rules =
        List.of(
            new HistoryTimeToLiveRule(),
            new StartRule(allowed),
            new SavepointRule(DelegateList.published()),
            new WaitStateRule(),
            new DelegateRule(),
            new AllowedRule(allowed),
            new DiagramRule(),
            new InputRule(allowed));
    this.flowRules =
        List.of(
            new VariablesRule(allowed),
            new LoopRule(),
            new EndRule(allowed),
            new FailureCodeRule());
  }

  /**
   * Everything that is wrong with a file.
   *
   * @param file the file's name for the findings
   * @param processId the id that its process must have
   * @param content the file's bytes
   * @return all findings in the order of the rules; empty where the process may be deployed
   */
  public List<RuleViolation> check(String file, String processId, byte[] content) {
    RuleFindings findings = new RuleFindings(file);
    if (content.length > MAX_BYTES) {
      findings.addForFile("it is larger than " + MAX_BYTES + " bytes");
      return findings.toList();
    }
    Optional<ProcessModel> model = ProcessReader.read(content, processId, findings);
    model.ifPresent(process -> rules.forEach(rule -> rule.check(process, findings)));
    // Where a token goes is looked at once all the rest is known to be sound.
    model
        .filter(process -> findings.isEmpty())
        .ifPresent(process -> flowRules.forEach(rule -> rule.check(process, findings)));
    return findings.isEmpty() ? List.of() : withLines(findings.toList(), content);
  }

  private static List<RuleViolation> withLines(List<RuleViolation> violations, byte[] content) {
    Map<String, Integer> lines = SafeXml.lines(content);
    return violations.stream()
        .map(it -> it.line() > 0 ? it : it.at(lines.getOrDefault(it.elementId(), 0)))
        .toList();
  }
}
