package org.dockerrm.catalog;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long texts with references become with what a descriptor itself says; clients' values can
 * make them longer. Sizes beyond every bound are all the same.
 */
public final class TemplateSizes {

  private final Map<String, PropertyDefinition> properties;
  private final Map<String, Long> known = new HashMap<>();

  /** Sizes by the values and defaults of those properties. */
  public TemplateSizes(Map<String, PropertyDefinition> properties) {
    this.properties = properties;
  }

  /** Characters of a text with its references replaced; one that needs itself counts once. */
  public long of(String text) {
    Template template = Template.of(text);
    long size = template.literalLength();
    for (String name : template.references()) {
      size = Math.min(size + ofProperty(name), Integer.MAX_VALUE);
    }
    return size;
  }

  private long ofProperty(String name) {
    Long before = known.putIfAbsent(name, 0L);
    if (before != null) {
      return before;
    }
    long size = ofDefinition(properties.get(name));
    known.put(name, size);
    return size;
  }

  private long ofDefinition(@Nullable PropertyDefinition property) {
    if (property == null) {
      return 0;
    }
    String defaultValue = property.defaultValue();
    String value = property.value();
    if (defaultValue != null) {
      return defaultValue.length();
    }
    return value == null ? 0 : of(value);
  }
}
