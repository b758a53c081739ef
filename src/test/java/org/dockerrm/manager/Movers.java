package org.dockerrm.manager;

import java.util.Map;
import org.dockerrm.support.TestPackage;

/** Two versions of a type, for upgrades. */
final class Movers {

  private static final String LIFECYCLE =
      "lifecycle: [Install, Configure, Start, Integrity, Stop, Uninstall]\n";

  /** The version that instances come from. */
  static final TestPackage OLD =
      new TestPackage(
          "mover",
          "1.0",
          """
          properties:
            text: {type: string, default: old}
            gone: {type: string, default: x}
            secret: {type: password}
            serial: {type: string, read-only: true}
          """
              + LIFECYCLE,
          scripts("old", "sed -i 's/^\"serial\": .*/\"serial\": 77/' /opt/rmparams"));

  /** The version that they move to; it may be slow or fail. */
  static final TestPackage NEW =
      new TestPackage(
          "mover",
          "2.0",
          """
          properties:
            text: {type: string, default: new}
            added: {type: string, default: fresh}
            label: {type: string, value: "${text} and ${added}"}
            secret: {type: password}
            serial: {type: string, read-only: true}
            fail: {type: string, default: none}
            pause: {type: integer, default: 0}
          """
              + LIFECYCLE,
          scripts("new", "true"));

  /** Each script tells its version and transition, and fails or takes its time where asked to. */
  private static Map<String, String> scripts(String version, String install) {
    String step =
        """
        echo "%s $RM_TRANSITION" >> /opt/runs
        sleep "$(sed -n 's/^"pause": "\\([0-9]*\\)"$/\\1/p' /opt/rmparams | grep . || echo 0)"
        ! grep -q "^\\"fail\\": \\"$RM_TRANSITION\\"$" /opt/rmparams
        """
            .formatted(version);
    return Map.of(
        "Install", install + "\n" + step,
        "Configure", step,
        "Start", step,
        "Integrity", step,
        "Stop", step,
        "Uninstall", step);
  }

  private Movers() {}
}
