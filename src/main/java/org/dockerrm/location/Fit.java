package org.dockerrm.location;

import java.util.List;

/** Whether a host can carry what is asked for. */
public sealed interface Fit {

  /** It can. */
  record Fits() implements Fit {}

  /**
   * It cannot.
   *
   * @param findings one sentence for each ability that is missing, at least one
   */
  record Misfits(List<String> findings) implements Fit {

    /** Copies the findings. */
    public Misfits {
      findings = List.copyOf(findings);
    }
  }
}
