package org.dockerrm.catalog.descriptor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Optional;
import org.dockerrm.catalog.yaml.Findings;
import org.dockerrm.catalog.yaml.YamlValue;
import org.dockerrm.catalog.yaml.YamlValue.Entries;

/** The published JSON Schema of descriptors, which editors and this manager check with alike. */
final class DescriptorSchema {

  private static final String RESOURCE = "resource-descriptor.schema.json";
  private static final DescriptorSchema PUBLISHED = new DescriptorSchema();

  private final JsonNode tree;
  private final JsonSchema schema;

  private DescriptorSchema() {
    this.tree = read();
    JsonMetaSchema metaSchema =
        JsonMetaSchema.builder(JsonMetaSchema.getV202012())
            .keyword(new NonValidationKeyword(SchemaFaults.ERROR_MESSAGE))
            .build();
    JsonSchemaFactory factory =
        JsonSchemaFactory.getInstance(
            VersionFlag.V202012, builder -> builder.metaSchema(metaSchema));
    this.schema =
        factory.getSchema(
            tree,
            SchemaValidatorsConfig.builder()
                .regularExpressionFactory(EcmaPattern::new)
                .cacheRefs(true)
                .preloadJsonSchema(true)
                .build());
  }

  /** The one that the program brings along. */
  static DescriptorSchema published() {
    return PUBLISHED;
  }

  /**
   * Tells everything that the schema has against a descriptor.
   *
   * @return the descriptor without that, so that its shape need not be asked again; empty where
   *     nothing is left
   */
  Optional<Entries> sound(YamlValue document, Findings.InFile findings) {
    Collection<ValidationMessage> violations = violations(YamlJson.of(document));
    if (violations.isEmpty()) {
      return Optional.of((Entries) document);
    }
    SchemaFaults faults = new SchemaFaults(tree, document);
    violations.forEach(faults::add);
    faults.tell(findings);
    return faults.sound();
  }

  /** What the schema has against a document. */
  Collection<ValidationMessage> violations(JsonNode document) {
    return schema.validate(document);
  }

  /** The schema itself. */
  JsonNode tree() {
    return tree;
  }

  private static JsonNode read() {
    try (InputStream in = DescriptorSchema.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the program");
      }
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
