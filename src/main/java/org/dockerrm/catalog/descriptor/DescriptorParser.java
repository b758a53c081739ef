package org.dockerrm.catalog.descriptor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dockerrm.catalog.ContainerSettings;
import org.dockerrm.catalog.Descriptor;
import org.dockerrm.catalog.FailurePolicy;
import org.dockerrm.catalog.MetricDefinition;
import org.dockerrm.catalog.PolicyDefinition;
import org.dockerrm.catalog.PropertyDefinition;
import org.dockerrm.catalog.Template;
import org.dockerrm.catalog.container.OptionsReader;
import org.dockerrm.catalog.container.References;
import org.dockerrm.catalog.yaml.Fields;
import org.dockerrm.catalog.yaml.Findings;
import org.dockerrm.catalog.yaml.Quote;
import org.dockerrm.catalog.yaml.YamlReader;
import org.dockerrm.catalog.yaml.YamlValue;
import org.dockerrm.catalog.yaml.YamlValue.Entries;
import org.dockerrm.catalog.yaml.YamlValue.Entry;
import org.dockerrm.catalog.yaml.YamlValue.Items;
import org.dockerrm.catalog.yaml.YamlValue.Text;
import org.dockerrm.location.ImageReference;
import org.jspecify.annotations.Nullable;

/**
 * Reads descriptors (docs/reference/packages.md, "Descriptor"). Every fault is reported, not only
 * the first, and valid parts are kept.
 */
public final class DescriptorParser {

  private final Findings.InFile findings;

  private DescriptorParser(Findings.InFile findings) {
    this.findings = findings;
  }

  /**
   * Reads a descriptor file.
   *
   * @param content the file's bytes
   * @param findings receives what is wrong with it
   * @return what could be read; nothing but empty parts where nothing could
   */
  public static ParsedDescriptor parse(byte[] content, Findings.InFile findings) {
    return YamlReader.read(content, findings)
        .map(new DescriptorParser(findings)::parse)
        .orElse(ParsedDescriptor.EMPTY);
  }

  private ParsedDescriptor parse(YamlValue document) {
    return DescriptorSchema.published()
        .sound(document, findings)
        .map(sound -> parse((Entries) document, new Fields("", sound, findings)))
        .orElse(ParsedDescriptor.EMPTY);
  }

  /** Reads the valid fields; invalid names are reported for the whole document elsewhere. */
  private ParsedDescriptor parse(Entries document, Fields fields) {
    Optional<Text> name =
        value(document, "name").filter(Text.class::isInstance).map(Text.class::cast);
    String description = fields.text("description").map(Text::text).orElse("");
    Map<String, PropertyDefinition> properties =
        PropertiesReader.ofDescriptor(findings).read(fields.map("properties"));
    ContainerSettings container = container(fields, properties);
    Map<String, Integer> transitions =
        new LifecycleReader(findings).read(fields.value("lifecycle"));
    checkHealthCheck(fields, properties, transitions.keySet());
    Map<String, Integer> operationLines = new LinkedHashMap<>();
    Map<String, Map<String, PropertyDefinition>> operations = new LinkedHashMap<>();
    for (Entry entry : operations(fields)) {
      operations.put(entry.key(), operation(entry));
      operationLines.put(entry.key(), entry.line());
    }
    Map<String, MetricDefinition> metrics =
        new MetricsReader(findings).metrics(fields.map("metrics"));
    Map<String, PolicyDefinition> policies =
        new PoliciesReader(
                keys(value(document, "metrics")),
                metrics,
                properties,
                operations.keySet(),
                findings)
            .read(fields.map("policies"));
    Map<String, FailurePolicy> onFailure =
        new OnFailureReader(findings).read(fields.map("onFailure"));
    String image = image(fields);
    return new ParsedDescriptor(
        name,
        new Descriptor(
            description,
            properties,
            List.copyOf(transitions.keySet()),
            operations,
            metrics,
            policies,
            image,
            container,
            onFailure),
        transitions,
        operationLines);
  }

  private static Optional<YamlValue> value(Entries map, String key) {
    return map.entries().stream()
        .filter(entry -> entry.key().equals(key))
        .map(Entry::value)
        .findFirst();
  }

  private static Set<String> keys(Optional<YamlValue> map) {
    return map.filter(Entries.class::isInstance).stream()
        .flatMap(value -> ((Entries) value).entries().stream())
        .map(Entry::key)
        .collect(Collectors.toSet());
  }

  private String image(Fields fields) {
    Optional<Text> image = fields.text("image").filter(text -> !text.text().isBlank());
    if (image.isPresent() && ImageReference.parse(image.get().text()).isEmpty()) {
      findings.error(
          image.get().line(),
          "image "
              + Quote.of(image.get().text())
              + " is not an image's name, such as debian:bookworm-slim");
      return "";
    }
    return image.map(Text::text).orElse("");
  }

  private ContainerSettings container(Fields fields, Map<String, PropertyDefinition> properties) {
    Entries section =
        new Entries(
            fields.map("container"), fields.value("container").map(YamlValue::line).orElse(0));
    References.check(section, properties, findings);
    OptionsReader.ofTemplate(findings).read(section);
    return section.entries().isEmpty() ? ContainerSettings.NONE : new ContainerSettings(section);
  }

  /** A container's settings are fixed when it is created, whatever Reconfigure changes. */
  private void checkHealthCheck(
      Fields fields, Map<String, PropertyDefinition> properties, Set<String> transitions) {
    if (transitions.stream().noneMatch("Reconfigure"::equalsIgnoreCase)) {
      return;
    }
    fields.map("container").stream()
        .filter(entry -> entry.key().equals("healthcheck"))
        .flatMap(entry -> texts(entry.value()))
        .forEach(
            text ->
                Template.of(text.text()).references().stream()
                    .distinct()
                    .filter(name -> isChangeable(properties.get(name)))
                    .forEach(
                        name ->
                            findings.warning(
                                text.line(),
                                "container.healthcheck has the value of "
                                    + Quote.of("${" + name + "}")
                                    + " as it is when the container is created; after a Reconfigure"
                                    + " of '"
                                    + name
                                    + "' it checks with the old one: let the test ask for it, as"
                                    + " with $$(getProperty "
                                    + name
                                    + ")")));
  }

  private static boolean isChangeable(@Nullable PropertyDefinition property) {
    return property != null && property.value() == null && !property.readOnly();
  }

  private static Stream<Text> texts(YamlValue value) {
    if (value instanceof Text text) {
      return Stream.of(text);
    }
    if (value instanceof Items list) {
      return list.items().stream().flatMap(DescriptorParser::texts);
    }
    return value instanceof Entries map
        ? map.entries().stream().flatMap(entry -> texts(entry.value()))
        : Stream.empty();
  }

  private List<Entry> operations(Fields fields) {
    List<Entry> entries = fields.map("operations");
    for (Entry entry : entries) {
      if (LifecycleReader.isTransition(entry.key())) {
        findings.warning(
            entry.line(),
            "operation '" + entry.key() + "' has a transition's name and cannot be called");
      }
    }
    return entries;
  }

  private Map<String, PropertyDefinition> operation(Entry entry) {
    String owner = "operation '" + entry.key() + "'";
    List<Entry> properties =
        Fields.of(owner, entry.value(), findings)
            .map(fields -> fields.map("properties"))
            .orElse(List.of());
    return PropertiesReader.ofOperation(entry.key(), findings).read(properties);
  }
}
