package org.dockerrm.workflow.rule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.dockerrm.workflow.rule.PublishedDelegate.Input;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.Node;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * What processes may contain, as {@code allowed.yml} lists it.
 *
 * @param namespaces by the prefix that the list itself uses
 * @param elements by prefixed name
 * @param messages the processes that a message starts
 * @param cleanups the processes that have no request to end
 * @param variables what every process begins with and cannot set
 * @param steps the steps
 * @param calls what call activities may call, with their inputs
 */
record Allowed(
    Map<String, String> namespaces,
    Map<String, ElementSpec> elements,
    List<String> messages,
    List<String> cleanups,
    List<String> variables,
    List<PublishedDelegate> steps,
    Map<String, List<Input>> calls) {

  private static final String RESOURCE = "allowed.yml";

  /**
   * What an element may hold.
   *
   * @param attributes kind of value by prefixed name
   * @param children prefixed names of the elements in it
   * @param text kind of its own text; null where it has none
   */
  record ElementSpec(
      Map<String, ValueFormat> attributes, Set<String> children, @Nullable ValueFormat text) {}

  /** The list of this manager. */
  static Allowed published() {
    return Holder.PUBLISHED;
  }

  /** The name of an element or attribute as the list writes it; empty for a foreign namespace. */
  Optional<String> nameOf(Node node) {
    String namespace = node.getNamespaceURI();
    if (namespace == null) {
      return node instanceof Attr ? Optional.of(node.getLocalName()) : Optional.empty();
    }
    return namespaces.entrySet().stream()
        .filter(entry -> entry.getValue().equals(namespace))
        .map(entry -> entry.getKey() + ":" + node.getLocalName())
        .findFirst();
  }

  /** The step of that bean name. */
  Optional<PublishedDelegate> step(String bean) {
    return steps.stream().filter(step -> step.bean().equals(bean)).findFirst();
  }

  /** Read once: the list is a part of the program. */
  private static final class Holder {

    private static final Allowed PUBLISHED = read();

    private static Allowed read() {
      try (InputStream in =
          Objects.requireNonNull(Allowed.class.getResourceAsStream(RESOURCE), RESOURCE)) {
        Map<String, Object> list = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
        return new Allowed(
            texts(list, "namespaces"),
            elements(map(list.get("elements"))),
            strings(list.get("messages")).toList(),
            strings(list.get("cleanups")).toList(),
            strings(list.get("variables")).toList(),
            steps(map(list.get("steps"))),
            calls(map(list.get("calls"))));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static Map<String, ElementSpec> elements(Map<String, Object> listed) {
      Map<String, ElementSpec> elements = new LinkedHashMap<>();
      listed.forEach(
          (name, value) -> {
            Map<String, Object> spec = map(value);
            Map<String, ValueFormat> attributes = new LinkedHashMap<>();
            texts(spec, "attributes")
                .forEach((attribute, kind) -> attributes.put(attribute, ValueFormat.named(kind)));
            Set<String> children = Set.copyOf(strings(spec.get("children")).toList());
            Object text = spec.get("text");
            elements.put(
                name,
                new ElementSpec(
                    attributes,
                    children,
                    text == null ? null : ValueFormat.named(text.toString())));
          });
      return elements;
    }

    private static List<PublishedDelegate> steps(Map<String, Object> listed) {
      return listed.entrySet().stream()
          .map(
              entry -> {
                Map<String, Object> spec = map(entry.getValue());
                return new PublishedDelegate(
                    entry.getKey(),
                    Boolean.TRUE.equals(spec.get("outside")),
                    inputs(spec),
                    strings(spec.get("sets")).toList());
              })
          .toList();
    }

    private static Map<String, List<Input>> calls(Map<String, Object> listed) {
      Map<String, List<Input>> calls = new LinkedHashMap<>();
      listed.forEach((name, spec) -> calls.put(name, inputs(map(spec))));
      return calls;
    }

    private static List<Input> inputs(Map<String, Object> step) {
      return map(step.get("inputs")).entrySet().stream()
          .map(
              entry -> {
                Map<String, Object> spec = map(entry.getValue());
                return new Input(
                    entry.getKey(),
                    Boolean.TRUE.equals(spec.get("required")),
                    strings(spec.get("choices")).toList());
              })
          .toList();
    }

    private static Map<String, String> texts(Map<String, Object> from, String key) {
      Map<String, String> texts = new LinkedHashMap<>();
      map(from.get(key)).forEach((name, value) -> texts.put(name, value.toString()));
      return texts;
    }

    private static Map<String, Object> map(@Nullable Object value) {
      Map<String, Object> map = new LinkedHashMap<>();
      ((Map<?, ?>) Objects.requireNonNullElse(value, new HashMap<>()))
          .forEach((name, inner) -> map.put(name.toString(), inner));
      return map;
    }

    /** A list's texts; a list within it stands for its own. */
    private static Stream<String> strings(@Nullable Object value) {
      return ((List<?>) Objects.requireNonNullElse(value, List.of()))
          .stream()
              .flatMap(
                  item -> item instanceof List ? strings(item) : Stream.of(String.valueOf(item)));
    }
  }
}
