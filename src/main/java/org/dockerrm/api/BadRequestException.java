package org.dockerrm.api;

import java.util.List;
import java.util.stream.Collectors;
import org.dockerrm.catalog.Finding;

/** The request is wrong; the answer lists every finding. */
class BadRequestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Object> findings;

  BadRequestException(List<String> findings) {
    this(String.join("; ", findings), findings);
  }

  BadRequestException(String finding) {
    this(List.of(finding));
  }

  private BadRequestException(String message, List<?> findings) {
    super(message);
    this.findings = List.copyOf(findings);
  }

  /** What was sent has faults in its files. */
  static BadRequestException ofFiles(List<Finding> findings) {
    return new BadRequestException(
        findings.stream().map(Finding::toString).collect(Collectors.joining("; ")),
        FindingRepresentation.of(findings));
  }

  /** Texts about the request, or {@link FindingRepresentation}s about files in it. */
  List<Object> findings() {
    return findings;
  }
}
