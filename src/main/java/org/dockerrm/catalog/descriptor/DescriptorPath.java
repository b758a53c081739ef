package org.dockerrm.catalog.descriptor;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dockerrm.catalog.yaml.Quote;

/**
 * Places in a descriptor in words: {@code 'type' of property 'port' of operation 'add'}; what is
 * deep in the container section as in {@code container.healthcheck.interval}.
 */
final class DescriptorPath {

  /** What the entries of a map of names are. */
  private static final Map<String, String> NOUNS =
      Map.of(
          "properties", "property",
          "operations", "operation",
          "metrics", "metric",
          "policies", "policy",
          "lifecycle", "transition");

  private static final String CONTAINER = "container";

  private DescriptorPath() {}

  /** The place of that path; empty for the whole descriptor. */
  static String of(List<Object> path) {
    if (isInContainer(path)) {
      return path.stream()
          .filter(String.class::isInstance)
          .map(key -> Quote.oneLine(Quote.cut(key.toString(), 60)))
          .collect(Collectors.joining("."));
    }
    String words = "";
    for (int at = 0; at < path.size(); at++) {
      String noun = at + 1 < path.size() ? noun(path.get(at), path.get(at + 1)) : "";
      String part = noun.isEmpty() ? part(path.get(at)) : noun + " " + key(path.get(++at));
      words = words.isEmpty() ? part : part + " of " + words;
    }
    return words;
  }

  /** The name that is given to an entry of the map at that path. */
  static String ofName(List<Object> path, String name) {
    if (isInContainer(path)) {
      return of(path) + ": name " + Quote.of(name);
    }
    Object last = path.get(path.size() - 1);
    String noun = noun(last, name);
    String owner = of(noun.isEmpty() ? path : path.subList(0, path.size() - 1));
    return (noun.isEmpty() ? "name " : noun + " name ")
        + Quote.of(name)
        + (owner.isEmpty() ? "" : " of " + owner);
  }

  private static boolean isInContainer(List<Object> path) {
    return !path.isEmpty() && path.get(0).equals(CONTAINER);
  }

  private static String noun(Object key, Object child) {
    return child instanceof Integer ? "" : NOUNS.getOrDefault(key.toString(), "");
  }

  private static String part(Object element) {
    return element instanceof Integer ? "an item" : key(element);
  }

  private static String key(Object element) {
    return Quote.of(element.toString());
  }
}
