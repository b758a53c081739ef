package org.dockerrm.api;

import java.util.List;

/** The request is wrong; the answer lists every finding. */
class BadRequestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> findings;

  BadRequestException(List<String> findings) {
    super(String.join("; ", findings));
    this.findings = List.copyOf(findings);
  }

  BadRequestException(String finding) {
    this(List.of(finding));
  }

  List<String> findings() {
    return findings;
  }
}
