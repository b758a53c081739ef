package org.dockerrm.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes the schemas of records as strict as the records are: a component is required unless it is
 * nullable, since null components are left out, and there are no others. Bodies of requests allow
 * others explicitly.
 */
@Component
class RecordSchemas implements ModelConverter {

  private final ObjectMapper json;

  RecordSchemas(ObjectMapper json) {
    this.json = json;
  }

  @Override
  public @Nullable Schema<?> resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
    if (!chain.hasNext()) {
      return null;
    }
    Schema<?> schema = chain.next().resolve(type, context, chain);
    Class<?> raw = json.constructType(type.getType()).getRawClass();
    if (schema != null && raw.isRecord()) {
      tighten(described(schema, context.getDefinedModels()), raw);
    }
    return schema;
  }

  @SuppressWarnings("rawtypes")
  private static Schema<?> described(Schema<?> schema, Map<String, Schema> models) {
    String reference = schema.get$ref();
    return reference == null
        ? schema
        : models.get(reference.substring(Components.COMPONENTS_SCHEMAS_REF.length()));
  }

  private static void tighten(Schema<?> schema, Class<?> type) {
    List<String> required =
        Arrays.stream(type.getRecordComponents())
            .filter(component -> !component.getAnnotatedType().isAnnotationPresent(Nullable.class))
            .map(RecordSchemas::name)
            .toList();
    schema.setRequired(required.isEmpty() ? null : required);
    if (schema.getAdditionalProperties() == null) {
      schema.setAdditionalProperties(false);
    }
  }

  static String name(RecordComponent component) {
    JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
    return renamed == null ? component.getName() : renamed.value();
  }
}
