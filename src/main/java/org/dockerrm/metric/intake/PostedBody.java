package org.dockerrm.metric.intake;

import java.util.List;

/**
 * What could be read of a body.
 *
 * @param elements its metrics
 * @param findings what is wrong with it; then nothing of it counts
 */
record PostedBody(List<PostedElement> elements, List<String> findings) {

  PostedBody {
    elements = List.copyOf(elements);
    findings = List.copyOf(findings);
  }

  static PostedBody bad(String finding) {
    return new PostedBody(List.of(), List.of(finding));
  }
}
