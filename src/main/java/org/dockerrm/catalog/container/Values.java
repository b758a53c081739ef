package org.dockerrm.catalog.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dockerrm.catalog.yaml.Fields;
import org.dockerrm.catalog.yaml.Findings;
import org.dockerrm.catalog.yaml.Quote;
import org.dockerrm.catalog.yaml.YamlValue;
import org.dockerrm.catalog.yaml.YamlValue.Entries;
import org.dockerrm.catalog.yaml.YamlValue.Entry;
import org.dockerrm.catalog.yaml.YamlValue.Items;
import org.dockerrm.catalog.yaml.YamlValue.Nothing;
import org.dockerrm.catalog.yaml.YamlValue.Text;

/**
 * Reads the values of the section. A text with references is left for the Install that has values
 * for them; an empty one counts as not given.
 */
final class Values {

  /** A section must not keep the manager busy. */
  static final int MOST = 1000;

  private static final Map<String, Boolean> FLAGS =
      Map.of("true", true, "yes", true, "on", true, "false", false, "no", false, "off", false);

  private final boolean open;
  private final Findings.InFile findings;

  /**
   * @param open whether references still stand in the texts
   */
  Values(boolean open, Findings.InFile findings) {
    this.open = open;
    this.findings = findings;
  }

  Findings.InFile findings() {
    return findings;
  }

  /** Whether what a text says is not known yet. */
  boolean isOpen(String text) {
    return open && References.isIn(text);
  }

  /**
   * What a text says.
   *
   * @param what the key, as messages name it
   * @param form what the text must be, as it follows "is not"
   */
  <T> Optional<T> read(String what, YamlValue value, String form, Leaf<T> leaf) {
    if (value instanceof Nothing) {
      return Optional.empty();
    }
    if (!(value instanceof Text text)) {
      findings.error(value.line(), what + " must be " + form + ", not " + value.kind());
      return Optional.empty();
    }
    if (text.text().isBlank() || isOpen(text.text())) {
      return Optional.empty();
    }
    Optional<T> read = leaf.of(text.text().strip());
    if (read.isEmpty()) {
      findings.error(text.line(), what + ": " + Quote.of(text.text()) + " is not " + form);
    }
    return read;
  }

  boolean flag(String what, Optional<YamlValue> value) {
    return value
        .flatMap(
            given ->
                read(
                    what,
                    given,
                    "true or false",
                    text -> Optional.ofNullable(FLAGS.get(text.toLowerCase(Locale.ROOT)))))
        .orElse(false);
  }

  /** The items of a list; one text stands for a list of it. */
  List<YamlValue> items(String what, Optional<YamlValue> value) {
    if (value.isEmpty() || value.get() instanceof Nothing) {
      return List.of();
    }
    if (value.get() instanceof Text) {
      return List.of(value.get());
    }
    if (value.get() instanceof Items list && list.items().size() <= MOST) {
      return list.items();
    }
    findings.error(
        value.get().line(),
        what
            + (value.get() instanceof Items
                ? " has more than " + MOST + " entries"
                : " must be a list, not " + value.get().kind()));
    return List.of();
  }

  /**
   * The pairs of a map, or of a list of texts.
   *
   * @param separators characters that divide the texts of a list, the first that is found
   */
  List<Entry> pairs(String what, Optional<YamlValue> value, String separators) {
    if (value.isPresent() && value.get() instanceof Items) {
      return items(what, value).stream().flatMap(i -> pair(what, i, separators).stream()).toList();
    }
    return value
        .flatMap(map -> Fields.entries(what, map, findings))
        .filter(entries -> isFew(what, entries))
        .orElse(List.of());
  }

  private boolean isFew(String what, List<Entry> entries) {
    if (entries.size() > MOST) {
      findings.error(entries.get(0).line(), what + " has more than " + MOST + " entries");
    }
    return entries.size() <= MOST;
  }

  private Optional<Entry> pair(String what, YamlValue item, String separators) {
    if (item instanceof Text text) {
      for (int i = 1; i < text.text().length(); i++) {
        if (separators.indexOf(text.text().charAt(i)) >= 0) {
          Text value = new Text(text.text().substring(i + 1), text.line());
          return Optional.of(new Entry(text.text().substring(0, i), text.line(), value));
        }
      }
      if (text.text().isBlank() || isOpen(text.text())) {
        return Optional.empty();
      }
    }
    String shown = item instanceof Text text ? Quote.of(text.text()) : item.kind();
    findings.error(
        item.line(), what + ": " + shown + " is not name" + separators.charAt(0) + "value");
    return Optional.empty();
  }

  /** A map with Compose's underscores as hyphens. */
  Fields fields(String what, Entries map) {
    List<Entry> entries = new ArrayList<>();
    for (Entry entry : map.entries()) {
      String key = entry.key().replace('_', '-');
      if (entries.stream().anyMatch(other -> other.key().equals(key))) {
        findings.error(entry.line(), what + ": " + Quote.of(entry.key()) + " is there twice");
      } else {
        entries.add(new Entry(key, entry.line(), entry.value()));
      }
    }
    return new Fields(what, new Entries(entries, map.line()), findings);
  }
}
