package org.dockerrm.config;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dockerrm.spelling.Similar;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** The keys of one map in a file. Keys that were never read are reported as unknown at the end. */
final class YamlMap {

  private record Entry(ScalarNode key, ConfigValue value) {}

  private final String path;
  private final ConfigFindings findings;
  private final Set<String> asked = new HashSet<>();
  private final Map<String, Entry> rest = new LinkedHashMap<>();

  /**
   * @param path the map's own key in the file, empty for the top level
   * @param entries the map's entries; the first of a repeated key counts
   */
  YamlMap(String path, List<NodeTuple> entries, ConfigFindings findings) {
    this.path = path;
    this.findings = findings;
    for (NodeTuple entry : entries) {
      if (entry.getKeyNode() instanceof ScalarNode key) {
        String where = pathOf(key.getValue());
        rest.putIfAbsent(
            key.getValue(), new Entry(key, new ConfigValue(where, entry.getValueNode(), findings)));
      }
    }
  }

  /** Takes the value of a key; a key without a value is as good as none. */
  Optional<ConfigValue> take(String key) {
    asked.add(key);
    Entry entry = rest.remove(key);
    return entry == null || entry.value().node().getTag().equals(Tag.NULL)
        ? Optional.empty()
        : Optional.of(entry.value());
  }

  /** Takes keys that have a meaning elsewhere and none here. */
  void ignore(String... keys) {
    for (String key : keys) {
      rest.remove(key);
    }
  }

  /** Takes all keys left, in the file's order. */
  Map<String, ConfigValue> takeAll() {
    Map<String, ConfigValue> all = new LinkedHashMap<>();
    rest.forEach((key, entry) -> all.put(key, entry.value()));
    rest.clear();
    return all;
  }

  /** Warns of every key that was not taken. */
  void warnOfRest() {
    rest.forEach(
        (key, entry) ->
            findings.warning(
                entry.key(),
                pathOf(key),
                "unknown key, it has no effect" + Similar.hint(key, asked)));
    rest.clear();
  }

  private String pathOf(String key) {
    return (path.isEmpty() ? "" : path + ".") + ConfigFindings.shown(key);
  }
}
