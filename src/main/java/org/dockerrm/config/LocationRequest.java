package org.dockerrm.config;

import java.util.List;

/** What came of checking the location that a client asks for. */
public sealed interface LocationRequest {

  /**
   * It may be served.
   *
   * @param settings its settings
   */
  record Fit(LocationSettings settings) implements LocationRequest {}

  /**
   * It may not.
   *
   * @param findings everything that is wrong, each beginning with the property's name
   */
  record Unfit(List<String> findings) implements LocationRequest {
    /** Copies the findings. */
    public Unfit {
      findings = List.copyOf(findings);
    }
  }
}
