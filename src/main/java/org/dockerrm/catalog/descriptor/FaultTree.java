package org.dockerrm.catalog.descriptor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dockerrm.catalog.yaml.YamlValue;
import org.dockerrm.catalog.yaml.YamlValue.Entries;
import org.dockerrm.catalog.yaml.YamlValue.Entry;
import org.dockerrm.catalog.yaml.YamlValue.Items;

/**
 * A document whose faulty parts are marked. Places are paths of keys (texts) and positions in lists
 * (numbers from 0), which must exist.
 */
final class FaultTree {

  private final YamlValue document;
  private final Map<Entries, Map<String, Entry>> entries = new IdentityHashMap<>();
  private final Set<List<Object>> faulty = new HashSet<>();
  private final Set<List<Object>> above = new HashSet<>();

  FaultTree(YamlValue document) {
    this.document = document;
  }

  /** The path of a child. */
  static List<Object> child(List<Object> path, Object element) {
    List<Object> child = new ArrayList<>(path);
    child.add(element);
    return child;
  }

  /** The value at that place. */
  YamlValue value(List<Object> path) {
    YamlValue value = document;
    for (Object element : path) {
      value =
          value instanceof Items list
              ? list.items().get((Integer) element)
              : entry((Entries) value, element).value();
    }
    return value;
  }

  /** The line of the key at that place; of the value where there is none. */
  int keyLine(List<Object> path) {
    if (path.isEmpty()) {
      return document.line();
    }
    YamlValue owner = value(path.subList(0, path.size() - 1));
    return owner instanceof Entries map
        ? entry(map, path.get(path.size() - 1)).line()
        : value(path).line();
  }

  /** The places beyond the first ones of the list or map at that place. */
  List<List<Object>> excess(List<Object> path, int most) {
    YamlValue value = value(path);
    List<Object> all =
        value instanceof Entries map
            ? map.entries().stream().map(entry -> (Object) entry.key()).toList()
            : IntStream.range(0, ((Items) value).items().size()).<Object>mapToObj(i -> i).toList();
    return all.stream().skip(most).map(element -> child(path, element)).toList();
  }

  /** Marks what is at that place. */
  void remove(List<Object> path) {
    faulty.add(path);
    for (int length = 0; length < path.size(); length++) {
      above.add(path.subList(0, length));
    }
  }

  /** The document without what is marked; empty where that is all of it. */
  Optional<YamlValue> sound() {
    return sound(List.of(), document);
  }

  private Optional<YamlValue> sound(List<Object> path, YamlValue value) {
    if (faulty.contains(path)) {
      return Optional.empty();
    }
    if (!above.contains(path)) {
      return Optional.of(value);
    }
    if (value instanceof Items list) {
      List<YamlValue> items = new ArrayList<>();
      for (int at = 0; at < list.items().size(); at++) {
        sound(child(path, at), list.items().get(at)).ifPresent(items::add);
      }
      return Optional.of(new Items(items, list.line()));
    }
    List<Entry> kept = new ArrayList<>();
    for (Entry entry : ((Entries) value).entries()) {
      sound(child(path, entry.key()), entry.value())
          .ifPresent(sound -> kept.add(new Entry(entry.key(), entry.line(), sound)));
    }
    return Optional.of(new Entries(kept, value.line()));
  }

  private Entry entry(Entries map, Object key) {
    Entry entry =
        entries
            .computeIfAbsent(
                map,
                all ->
                    all.entries().stream()
                        .collect(Collectors.toMap(Entry::key, Function.identity())))
            .get(key);
    if (entry == null) {
      throw new IllegalArgumentException("no entry " + key);
    }
    return entry;
  }
}
