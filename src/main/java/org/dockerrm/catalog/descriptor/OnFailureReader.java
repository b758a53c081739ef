package org.dockerrm.catalog.descriptor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dockerrm.catalog.FailurePolicy;
import org.dockerrm.catalog.yaml.Findings;
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

  /** The legal policies by transition, in the descriptor's spelling; the schema reports others. */
  Map<String, FailurePolicy> read(List<Entry> entries) {
    Map<String, FailurePolicy> policies = new LinkedHashMap<>();
    for (Entry entry : entries) {
      if (LifecycleReader.isTransition(entry.key()) && entry.value() instanceof Text text) {
        policy(text.text()).ifPresent(policy -> policies.put(entry.key(), policy));
        warnWhereInVain(entry, text.text());
      }
    }
    return policies;
  }

  private static Optional<FailurePolicy> policy(String text) {
    return Stream.of(FailurePolicy.values())
        .filter(policy -> policy.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst();
  }

  private void warnWhereInVain(Entry entry, String text) {
    if (text.equals("rollback") && UNDOABLE.stream().noneMatch(entry.key()::equalsIgnoreCase)) {
      findings.warning(
          entry.line(),
          "'onFailure': nothing of " + entry.key() + " can be undone, so rollback has no effect");
    }
    if (text.equals("force") && !entry.key().equalsIgnoreCase("Uninstall")) {
      findings.warning(
          entry.line(), "'onFailure': force is for Uninstall and has no effect on " + entry.key());
    }
  }
}
