package org.dockerrm.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import org.dockerrm.catalog.Finding;
import org.jspecify.annotations.Nullable;

/**
 * One thing to say about a file of a package, or about a process.
 *
 * @param file a process file, or a package's file; where several packages are reported, behind the
 *     name of its type
 * @param line line in the file; absent where unknown
 * @param element id of the BPMN element; absent where it is the whole file
 * @param rule number of the rule for processes; absent where it is none of them
 * @param severity {@code error} or {@code warning}
 * @param message what is wrong and what to do
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Finding")
record FindingRepresentation(
    String file,
    @Nullable Integer line,
    @Nullable String element,
    @Nullable Integer rule,
    String severity,
    String message) {

  static FindingRepresentation of(Finding finding) {
    return new FindingRepresentation(
        finding.file(),
        finding.line() > 0 ? finding.line() : null,
        finding.element().isEmpty() ? null : finding.element(),
        finding.rule() > 0 ? finding.rule() : null,
        finding.severity().name().toLowerCase(Locale.ROOT),
        finding.message());
  }

  static List<FindingRepresentation> of(List<Finding> findings) {
    return findings.stream().map(FindingRepresentation::of).toList();
  }
}
