package org.dockerrm.catalog.descriptor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dockerrm.catalog.yaml.Findings;
import org.dockerrm.catalog.yaml.YamlValue;
import org.dockerrm.catalog.yaml.YamlValue.Entries;
import org.dockerrm.catalog.yaml.YamlValue.Items;
import org.dockerrm.catalog.yaml.YamlValue.Text;

/** Reads {@code lifecycle}: a list of transitions, or a map whose keys are the transitions. */
public final class LifecycleReader {

  /** The standard transitions. */
  public static final List<String> TRANSITIONS =
      List.of("Install", "Configure", "Start", "Integrity", "Stop", "Reconfigure", "Uninstall");

  private final Findings.InFile findings;
  private final Map<String, Integer> lines = new LinkedHashMap<>();
  private final Map<String, Integer> seen = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  LifecycleReader(Findings.InFile findings) {
    this.findings = findings;
  }

  /** Whether the name is one of the standard transitions', in any case. */
  public static boolean isTransition(String name) {
    return TRANSITIONS.stream().anyMatch(name::equalsIgnoreCase);
  }

  /** The transitions in the descriptor's spelling and order, each with its line. */
  Map<String, Integer> read(Optional<YamlValue> lifecycle) {
    lifecycle.ifPresent(this::readValue);
    if (!seen.containsKey("Install")) {
      findings.warning(
          lifecycle.map(YamlValue::line).orElse(0),
          "'lifecycle' does not offer Install: no instance can be made");
    }
    return lines;
  }

  private void readValue(YamlValue lifecycle) {
    if (lifecycle instanceof Items list) {
      list.items().forEach(this::readItem);
    } else if (lifecycle instanceof Entries map) {
      map.entries().forEach(entry -> take(entry.key(), entry.line()));
    }
  }

  private void readItem(YamlValue item) {
    if (item instanceof Text text) {
      take(text.text(), text.line());
    }
  }

  private void take(String name, int line) {
    Integer before = seen.putIfAbsent(name, line);
    if (before == null) {
      lines.put(name, line);
    } else {
      findings.error(line, "transition '" + name + "' is already in line " + before);
    }
  }
}
