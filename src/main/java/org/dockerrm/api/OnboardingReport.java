package org.dockerrm.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.dockerrm.catalog.Finding;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.transition.ProcessFinding;
import org.jspecify.annotations.Nullable;

/**
 * What onboarding found.
 *
 * @param types the types, as {@code GET /types} lists them
 * @param findings everything that is wrong with packages and processes
 */
record OnboardingReport(List<TypesController.Representation> types, List<Entry> findings) {

  /**
   * One thing to say about a file.
   *
   * @param file a process file, or a package's file behind the name of its type
   * @param line line in the file; absent where unknown
   * @param element id of the BPMN element; absent where it is the whole file
   * @param rule number of the rule for processes; absent where it is none of them
   * @param severity {@code error} or {@code warning}
   * @param message what is wrong and what to do
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Entry(
      String file,
      @Nullable Integer line,
      @Nullable String element,
      @Nullable Integer rule,
      String severity,
      String message) {}

  /** What is wrong with processes is said once, with its element, and not again for the package. */
  static List<Entry> findings(List<ResourceType> types, List<ProcessFinding> ofProcesses) {
    List<Entry> findings = new ArrayList<>();
    Set<String> told = ofProcesses.stream().map(ProcessFinding::file).collect(Collectors.toSet());
    for (ResourceType type : types) {
      for (Finding finding : type.findings()) {
        String file = type.name() + "/" + finding.file();
        if (!told.contains(file)) {
          findings.add(
              new Entry(
                  file,
                  finding.line() > 0 ? finding.line() : null,
                  null,
                  null,
                  finding.severity() == Finding.Severity.ERROR ? "error" : "warning",
                  finding.message()));
        }
      }
    }
    for (ProcessFinding finding : ofProcesses) {
      findings.add(
          new Entry(
              finding.file(),
              null,
              finding.element().isEmpty() ? null : finding.element(),
              finding.rule() > 0 ? finding.rule() : null,
              "error",
              finding.message()));
    }
    return findings;
  }
}
