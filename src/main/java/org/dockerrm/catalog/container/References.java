package org.dockerrm.catalog.container;

import java.util.Map;
import java.util.Set;
import org.dockerrm.catalog.IllegalSettingException;
import org.dockerrm.catalog.PropertyDefinition;
import org.dockerrm.catalog.Secrets;
import org.dockerrm.catalog.Template;
import org.dockerrm.catalog.TemplateSizes;
import org.dockerrm.catalog.yaml.Findings;
import org.dockerrm.catalog.yaml.Quote;
import org.dockerrm.catalog.yaml.YamlValue;
import org.dockerrm.catalog.yaml.YamlValue.Entries;
import org.dockerrm.catalog.yaml.YamlValue.Entry;
import org.dockerrm.catalog.yaml.YamlValue.Items;
import org.dockerrm.catalog.yaml.YamlValue.Text;

/** The references in a section: properties by name, and the instance's own facts. */
public final class References {

  private static final Set<String> FACTS =
      Set.of("instance.name", "instance.id", "instance.location");

  private References() {}

  /** Whether a text has any. */
  static boolean isIn(String text) {
    return Template.of(text).hasReferences();
  }

  /**
   * The same with every reference replaced; what has no value becomes nothing.
   *
   * @throws IllegalSettingException where all texts together become too long
   */
  public static Entries resolved(Entries section, Map<String, String> values) {
    return (Entries) new Resolution(values).resolved(section);
  }

  /** One use of a section; its texts share one bound. */
  private static final class Resolution {

    private final Map<String, String> values;
    private int left = Template.MOST_CHARACTERS;

    Resolution(Map<String, String> values) {
      this.values = values;
    }

    YamlValue resolved(YamlValue value) {
      if (value instanceof Text text) {
        return new Text(resolved(text.text()), text.line());
      }
      if (value instanceof Items items) {
        return new Items(items.items().stream().map(this::resolved).toList(), items.line());
      }
      if (value instanceof Entries map) {
        return new Entries(
            map.entries().stream()
                .map(e -> new Entry(e.key(), e.line(), resolved(e.value())))
                .toList(),
            map.line());
      }
      return value;
    }

    private String resolved(String text) {
      String resolved =
          Template.of(text)
              .resolve(name -> values.getOrDefault(name, ""), left)
              .orElseThrow(
                  () ->
                      new IllegalSettingException(
                          "container: its texts have more than "
                              + Template.MOST_CHARACTERS
                              + " characters with the instance's values; refer to shorter ones"));
      left -= resolved.length();
      return resolved;
    }
  }

  /**
   * Reports references to nothing, and to secrets, which the engine would show to every user; and a
   * section that they make too long.
   */
  public static void check(
      Entries section, Map<String, PropertyDefinition> properties, Findings.InFile findings) {
    new Check(properties, findings).check(section);
  }

  private static final class Check {

    private final Map<String, PropertyDefinition> properties;
    private final Findings.InFile findings;
    private final TemplateSizes sizes;
    private final Set<String> secrets;
    private long size;

    Check(Map<String, PropertyDefinition> properties, Findings.InFile findings) {
      this.properties = properties;
      this.findings = findings;
      this.sizes = new TemplateSizes(properties);
      this.secrets = Secrets.names(properties);
    }

    void check(YamlValue value) {
      if (value instanceof Text text) {
        Template.of(text.text()).references().forEach(name -> check(name, text.line()));
        checkSize(text);
      } else if (value instanceof Items items) {
        items.items().forEach(this::check);
      } else if (value instanceof Entries map) {
        map.entries().forEach(entry -> check(entry.value()));
      }
    }

    private void checkSize(Text text) {
      boolean fitted = size <= Template.MOST_CHARACTERS;
      size += sizes.of(text.text());
      if (fitted && size > Template.MOST_CHARACTERS) {
        findings.error(
            text.line(),
            "the texts of the container section have more than "
                + Template.MOST_CHARACTERS
                + " characters, counted up to here, once references such as "
                + Template.of(text.text()).references().stream()
                    .findFirst()
                    .map(name -> Quote.of("${" + name + "}"))
                    .orElse("those above")
                + " are replaced; refer to shorter values");
      }
    }

    private void check(String name, int line) {
      PropertyDefinition property = properties.get(name);
      String shown = "the container section refers to " + Quote.of("${" + name + "}");
      if (property == null && !FACTS.contains(name)) {
        findings.error(
            line,
            shown
                + ", which is no property and none of instance.name, instance.id,"
                + " instance.location");
      } else if (secrets.contains(name)) {
        findings.error(
            line,
            shown
                + ", a password or made of one; whoever can look at the container could read it, so let its"
                + " scripts take it from the properties file");
      }
    }
  }
}
