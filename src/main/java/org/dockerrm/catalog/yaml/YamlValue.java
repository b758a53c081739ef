package org.dockerrm.catalog.yaml;

import java.util.List;

/** A value of a YAML file, with the line where it begins, counted from 1. */
public sealed interface YamlValue {

  /** The line where it begins. */
  int line();

  /** What it is, in words for a message. */
  String kind();

  /**
   * A scalar.
   *
   * @param text the value as written, without its quotes
   * @param line the line where it begins
   */
  record Text(String text, int line) implements YamlValue {
    @Override
    public String kind() {
      return "a string";
    }
  }

  /**
   * Nothing: an empty value, {@code ~} or {@code null}.
   *
   * @param line the line where it would begin
   */
  record Nothing(int line) implements YamlValue {
    @Override
    public String kind() {
      return "nothing";
    }
  }

  /**
   * A list.
   *
   * @param items its items in order
   * @param line the line where it begins
   */
  record Items(List<YamlValue> items, int line) implements YamlValue {
    /** Copies the items. */
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /**
   * A map.
   *
   * @param entries its entries in the file's order, each key once
   * @param line the line where it begins
   */
  record Entries(List<Entry> entries, int line) implements YamlValue {
    /** Copies the entries. */
    public Entries {
      entries = List.copyOf(entries);
    }

    @Override
    public String kind() {
      return "a map";
    }
  }

  /**
   * An entry of a map.
   *
   * @param key the key as written, without its quotes
   * @param line the line of the key
   * @param value the value
   */
  record Entry(String key, int line, YamlValue value) {}
}
