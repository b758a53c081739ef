package org.dockerrm.catalog.descriptor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dockerrm.catalog.PropertyDefinition;
import org.dockerrm.catalog.PropertyType;
import org.dockerrm.catalog.yaml.Fields;
import org.dockerrm.catalog.yaml.Findings;
import org.dockerrm.catalog.yaml.Quote;
import org.dockerrm.catalog.yaml.YamlValue.Entry;
import org.dockerrm.catalog.yaml.YamlValue.Text;

/** Reads a {@code properties} section, a descriptor's or an operation's. */
final class PropertiesReader {

  private final String owner;
  private final Findings.InFile findings;

  private PropertiesReader(String owner, Findings.InFile findings) {
    this.owner = owner;
    this.findings = findings;
  }

  static PropertiesReader ofDescriptor(Findings.InFile findings) {
    return new PropertiesReader("", findings);
  }

  static PropertiesReader ofOperation(String operation, Findings.InFile findings) {
    return new PropertiesReader(" of operation '" + operation + "'", findings);
  }

  /** The properties by name, in the file's order; those with a fault as far as they go. */
  Map<String, PropertyDefinition> read(List<Entry> entries) {
    Map<String, PropertyDefinition> properties = new LinkedHashMap<>();
    PropertyReferences references = new PropertyReferences(findings);
    for (Entry entry : entries) {
      String what = "property '" + entry.key() + "'" + owner;
      Optional<Fields> fields = Fields.of(what, entry.value(), findings);
      if (fields.isPresent()) {
        Optional<Text> value = fields.get().text("value");
        properties.put(entry.key(), property(what, fields.get(), value));
        value.ifPresent(text -> references.add(entry.key(), what, text));
      }
    }
    references.check(properties);
    return properties;
  }

  private PropertyDefinition property(String what, Fields fields, Optional<Text> value) {
    PropertyType type =
        fields
            .text("type")
            .flatMap(name -> PropertyType.named(name.text()))
            .orElse(PropertyType.STRING);
    Optional<Text> defaultValue = fields.text("default");
    PropertyDefinition property =
        new PropertyDefinition(
            type,
            fields.text("description").map(Text::text).orElse(""),
            fields.flag("required"),
            defaultValue.map(Text::text).orElse(null),
            value.map(Text::text).orElse(null),
            fields.flag("read-only"));
    defaultValue.ifPresent(text -> checkType(what, "default", type, text));
    value
        .filter(text -> !PropertyReferences.hasAny(text.text()))
        .ifPresent(text -> checkType(what, "value", type, text));
    if (defaultValue.isPresent() && value.isPresent()) {
      findings.warning(
          value.get().line(), what + " has a default and a value; the value is never used");
    }
    return property;
  }

  private void checkType(String what, String key, PropertyType type, Text text) {
    if (!type.accepts(text.text())) {
      findings.error(
          text.line(),
          "the "
              + key
              + " of "
              + what
              + ", "
              + Quote.of(text.text())
              + ", is not a value of type "
              + type);
    }
  }
}
