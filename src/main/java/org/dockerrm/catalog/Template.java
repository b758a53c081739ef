package org.dockerrm.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text of a descriptor with references, <code>${name}</code>, to properties and to the instance's
 * own facts. As in Compose files, {@code $$} stands for one {@code $}. Everything else that has a
 * {@code $} is literal.
 */
public final class Template {

  /**
   * The most characters that the values of one instance, the container settings of one instance, or
   * one setting of a policy may have once all references in them are replaced. References can
   * multiply a text without bounds.
   */
  public static final int MOST_CHARACTERS = 1 << 20;

  private static final Pattern SPECIAL = Pattern.compile("\\$\\$|\\$\\{([^${}]{0,100})}");

  private final List<Part> parts;

  private Template(List<Part> parts) {
    this.parts = parts;
  }

  /** The template that a text is. */
  public static Template of(String text) {
    List<Part> parts = new ArrayList<>();
    Matcher special = SPECIAL.matcher(text);
    int end = 0;
    while (special.find()) {
      parts.add(new Part(text.substring(end, special.start()), false));
      boolean reference = special.group(1) != null;
      parts.add(new Part(reference ? special.group(1) : "$", reference));
      end = special.end();
    }
    parts.add(new Part(text.substring(end), false));
    return new Template(parts);
  }

  /** Whether it has any references. */
  public boolean hasReferences() {
    return parts.stream().anyMatch(Part::reference);
  }

  /** The names that it refers to, each as often as it does. */
  public List<String> references() {
    return parts.stream().filter(Part::reference).map(Part::text).toList();
  }

  /** How many characters it has beside its references. */
  public int literalLength() {
    return parts.stream().filter(part -> !part.reference).mapToInt(p -> p.text.length()).sum();
  }

  /**
   * The text with every reference replaced.
   *
   * @param values the value of a name; null leaves the reference as it is written
   * @param most the most characters that it may have
   * @return the text; empty where it would be longer
   */
  public Optional<String> resolve(Function<String, @Nullable String> values, int most) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      String value = part.reference ? values.apply(part.text) : part.text;
      String written = value == null ? "${" + part.text + "}" : value;
      if (written.length() > most - text.length()) {
        return Optional.empty();
      }
      text.append(written);
    }
    return Optional.of(text.toString());
  }

  private record Part(String text, boolean reference) {}
}
