package org.dockerrm.catalog.yaml;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dockerrm.catalog.yaml.YamlValue.Entries;
import org.dockerrm.catalog.yaml.YamlValue.Entry;
import org.dockerrm.catalog.yaml.YamlValue.Nothing;
import org.dockerrm.catalog.yaml.YamlValue.Text;
import org.dockerrm.spelling.Similar;

/** The fields of a map in a file: each is read by its key; keys that are never read are unknown. */
public final class Fields {

  private static final Pattern TRUE = Pattern.compile("(?i)true|yes|on");

  private final String owner;
  private final Map<String, Entry> entries;
  private final Set<String> asked = new HashSet<>();
  private final Findings.InFile findings;

  /**
   * The fields of a map.
   *
   * @param owner what the map describes, for messages: {@code property 'x'}; empty for the file
   */
  public Fields(String owner, Entries map, Findings.InFile findings) {
    this.owner = owner;
    this.entries =
        map.entries().stream().collect(Collectors.toMap(Entry::key, Function.identity()));
    this.findings = findings;
  }

  /**
   * The fields of a value that must be a map; nothing at all counts as an empty one. Anything else
   * is reported as an error.
   */
  public static Optional<Fields> of(String owner, YamlValue value, Findings.InFile findings) {
    return entries(owner, value, findings)
        .map(list -> new Fields(owner, new Entries(list, value.line()), findings));
  }

  /** The entries of a value that must be a map, as in {@link #of}. */
  public static Optional<List<Entry>> entries(
      String owner, YamlValue value, Findings.InFile findings) {
    if (value instanceof Entries map) {
      return Optional.of(map.entries());
    }
    if (value instanceof Nothing) {
      return Optional.of(List.of());
    }
    String subject = owner.isEmpty() ? "" : owner + " ";
    findings.error(value.line(), subject + "must be a map, not " + value.kind());
    return Optional.empty();
  }

  /** The value of that key, whatever it is. */
  public Optional<YamlValue> value(String key) {
    asked.add(key);
    return Optional.ofNullable(entries.get(key)).map(Entry::value);
  }

  /** The text of that key; empty where it is missing or, with an error, where it is no string. */
  public Optional<Text> text(String key) {
    Optional<YamlValue> value = value(key).filter(v -> !(v instanceof Nothing));
    if (value.isPresent() && !(value.get() instanceof Text)) {
      YamlValue found = value.get();
      findings.error(found.line(), of(key) + " must be a string, not " + found.kind());
      return Optional.empty();
    }
    return value.map(Text.class::cast);
  }

  /** The entries under that key; empty where it is missing. */
  public List<Entry> map(String key) {
    return value(key).flatMap(value -> entries(of(key), value, findings)).orElse(List.of());
  }

  /** Whether that key says true in any of YAML's ways; no where it is missing. */
  public boolean flag(String key) {
    return text(key).filter(text -> TRUE.matcher(text.text()).matches()).isPresent();
  }

  /** Warns of each key that was never read. */
  public void warnOfOthers() {
    entries.values().stream()
        .filter(entry -> !asked.contains(entry.key()))
        .sorted((a, b) -> Integer.compare(a.line(), b.line()))
        .forEach(
            entry ->
                findings.warning(
                    entry.line(),
                    (owner.isEmpty() ? "" : owner + ": ")
                        + "unknown key "
                        + Quote.of(entry.key())
                        + " has no effect"
                        + Similar.hint(entry.key(), asked)));
  }

  private String of(String key) {
    return owner.isEmpty() ? "'" + key + "'" : "'" + key + "' of " + owner;
  }
}
