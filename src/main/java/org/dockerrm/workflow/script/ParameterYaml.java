package org.dockerrm.workflow.script;

import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/**
 * The properties files of containers: YAML maps of texts. What is written is quoted, so that no
 * reader takes a value for anything but a text.
 */
final class ParameterYaml {

  private static final int LONGEST_FILE = 4 * 1024 * 1024;

  private ParameterYaml() {}

  static String write(Map<String, String> properties) {
    return yaml(dumping()).dump(properties);
  }

  private static DumperOptions dumping() {
    DumperOptions options = new DumperOptions();
    options.setDefaultScalarStyle(DumperOptions.ScalarStyle.DOUBLE_QUOTED);
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setSplitLines(false);
    options.setAllowUnicode(true);
    return options;
  }

  /** A text as it stands between the quotes of a file. */
  static String quoted(String text) {
    String line = yaml(dumping()).dump(Map.of("k", text));
    return line.substring(line.indexOf(": \"") + 3, line.lastIndexOf('"'));
  }

  /**
   * Reads a file back; every scalar is the text that it was written as.
   *
   * @throws IllegalArgumentException where the file is not a map of texts, naming what is wrong
   */
  static Map<String, String> read(String text) {
    Node root;
    try {
      root = yaml(new DumperOptions()).compose(new StringReader(text));
    } catch (YAMLException e) {
      throw new IllegalArgumentException("the properties file is not YAML any more", e);
    }
    if (root == null) {
      return Map.of();
    }
    if (!(root instanceof MappingNode map)) {
      throw new IllegalArgumentException("the properties file is not a map any more");
    }
    if (root.getAnchor() != null) {
      throw anchored();
    }
    Map<String, String> properties = new LinkedHashMap<>();
    for (NodeTuple entry : map.getValue()) {
      properties.put(text(entry.getKeyNode(), "a name"), value(entry));
    }
    return properties;
  }

  private static String value(NodeTuple entry) {
    return text(entry.getValueNode(), "property '" + text(entry.getKeyNode(), "a name") + "'");
  }

  private static String text(Node node, String what) {
    // An alias is the node of its anchor again, so that few bytes can stand for many.
    if (node.getAnchor() != null) {
      throw anchored();
    }
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw new IllegalArgumentException(what + " in the properties file must be a string");
  }

  private static IllegalArgumentException anchored() {
    return new IllegalArgumentException(
        "anchors and aliases are not allowed in the properties file; write each value in full");
  }

  private static Yaml yaml(DumperOptions dumping) {
    LoaderOptions loading = new LoaderOptions();
    loading.setMaxAliasesForCollections(0);
    loading.setCodePointLimit(LONGEST_FILE);
    return new Yaml(new SafeConstructor(loading), new Texts(dumping), dumping, loading);
  }

  /** Writes every text as a text; left to itself, the library turns some into binary. */
  private static final class Texts extends Representer {

    Texts(DumperOptions options) {
      super(options);
      representers.put(
          String.class,
          text -> representScalar(Tag.STR, (String) text, DumperOptions.ScalarStyle.DOUBLE_QUOTED));
    }
  }
}
