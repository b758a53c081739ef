package org.dockerrm.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A property as a descriptor declares it.
 *
 * @param type its type
 * @param description free text
 * @param required whether a value must come from somewhere
 * @param defaultValue used where the client supplies nothing
 * @param value fixed value, may hold {@code ${...}}; clients cannot change it
 * @param readOnly filled in by the manager or the scripts, never by clients
 */
public record PropertyDefinition(
    PropertyType type,
    String description,
    boolean required,
    @Nullable String defaultValue,
    @Nullable String value,
    boolean readOnly) {

  /** Whether its values must never be shown. */
  public boolean isSecret() {
    return type == PropertyType.PASSWORD;
  }
}
