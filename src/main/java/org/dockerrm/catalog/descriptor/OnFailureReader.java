package org.dockerrm.catalog.descriptor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dockerrm.catalog.FailurePolicy;
import org.dockerrm.catalog.yaml.Findings;
import org.dockerrm.catalog.yaml.Quote;
import org.dockerrm.catalog.yaml.YamlValue.Entry;
import org.dockerrm.catalog.yaml.YamlValue.Text;

/** Reads {@code onFailure}: for a transition, whether its failure is rolled back. */
final class OnFailureReader {

  /** The transitions of which something can be undone. */
  private static final List<String> UNDOABLE = List.of("Install", "Start");

  private final Findings.InFile findings;

  OnFailureReader(Findings.InFile findings) {
    this.findings = findings;
  }

  /** The policies by transition, in the descriptor's spelling. */
  Map<String, FailurePolicy> read(List<Entry> entries) {
    Map<String, FailurePolicy> policies = new LinkedHashMap<>();
    for (Entry entry : entries) {
      if (!LifecycleReader.isTransition(entry.key())) {
        findings.error(
            entry.line(),
            "'onFailure' names " + Quote.of(entry.key()) + ", which is no transition");
      } else {
        readPolicy(entry, policies);
      }
    }
    return policies;
  }

  private void readPolicy(Entry entry, Map<String, FailurePolicy> policies) {
    String value = entry.value() instanceof Text text ? text.text() : "";
    switch (value) {
      case "keep" -> policies.put(entry.key(), FailurePolicy.KEEP);
      case "rollback" -> {
        policies.put(entry.key(), FailurePolicy.ROLLBACK);
        if (UNDOABLE.stream().noneMatch(entry.key()::equalsIgnoreCase)) {
          findings.warning(
              entry.line(),
              "'onFailure': nothing of "
                  + entry.key()
                  + " can be undone, so rollback has no effect");
        }
      }
      default ->
          findings.error(
              entry.line(), "'onFailure' of " + entry.key() + " must be keep or rollback");
    }
  }
}
