package org.dockerrm.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/**
 * Reads one YAML file as nodes that know their lines. Plain data only: a large file, an anchor, a
 * tag or a repeated key is a finding.
 */
final class YamlFile {

  static final int MAX_BYTES = 256 * 1024;

  private static final int MAX_DEPTH = 20;
  private static final Set<Tag> PLAIN_TAGS =
      Set.of(Tag.MAP, Tag.SEQ, Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP);

  private final Path file;
  private final ConfigFindings findings;

  YamlFile(Path file, ConfigFindings findings) {
    this.file = file;
    this.findings = findings;
  }

  /**
   * The file's top-level map, an empty one for an empty file; nothing if there is a finding that
   * leaves nothing to read.
   */
  Optional<YamlMap> read() {
    return text().flatMap(this::compose);
  }

  private Optional<String> text() {
    try (InputStream input = Files.newInputStream(file)) {
      byte[] bytes = input.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        findings.error("is larger than " + MAX_BYTES / 1024 + " KiB");
        return Optional.empty();
      }
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (NoSuchFileException e) {
      findings.error(
          "file not found; the configuration directory is set by DOCKERRM_CONFIG or"
              + " --dockerrm.config-dir");
    } catch (CharacterCodingException e) {
      findings.error("is not UTF-8 text");
    } catch (IOException e) {
      findings.error("cannot be read: " + ConfigFindings.shown(String.valueOf(e.getMessage())));
    }
    return Optional.empty();
  }

  private Optional<YamlMap> compose(String text) {
    try {
      Node root = yaml().compose(new StringReader(text));
      if (root == null || root.getTag().equals(Tag.NULL)) {
        return Optional.of(new YamlMap("", List.of(), findings));
      }
      check(root);
      if (root instanceof MappingNode map) {
        return Optional.of(new YamlMap("", map.getValue(), findings));
      }
      findings.error(ConfigFindings.lineOf(root), "the file must hold keys with values");
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      findings.error(
          line, "is not valid YAML: " + ConfigFindings.shown(String.valueOf(e.getProblem())));
    } catch (YAMLException e) {
      findings.error("is not valid YAML: " + ConfigFindings.shown(String.valueOf(e.getMessage())));
    }
    return Optional.empty();
  }

  private static Yaml yaml() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_BYTES);
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setMaxAliasesForCollections(0);
    // No object is ever made of a tag here; check() refuses it together with its line.
    options.setTagInspector(tag -> true);
    DumperOptions unused = new DumperOptions();
    return new Yaml(new SafeConstructor(options), new Representer(unused), unused, options);
  }

  /** An alias is the node of its anchor again: stopping at anchors also stops at cycles. */
  private void check(Node node) {
    if (node.getAnchor() != null) {
      findings.error(ConfigFindings.lineOf(node), "anchors and aliases are not used here");
      return;
    }
    if (!PLAIN_TAGS.contains(node.getTag())) {
      findings.error(
          ConfigFindings.lineOf(node),
          "the tag '" + ConfigFindings.shown(node.getTag().getValue()) + "' is not used here");
      return;
    }
    if (node instanceof SequenceNode list) {
      list.getValue().forEach(this::check);
    } else if (node instanceof MappingNode map) {
      checkKeys(map);
      map.getValue().forEach(entry -> check(entry.getValueNode()));
    }
  }

  private void checkKeys(MappingNode map) {
    Map<String, Integer> lines = new HashMap<>();
    for (NodeTuple entry : map.getValue()) {
      Node node = entry.getKeyNode();
      int line = ConfigFindings.lineOf(node);
      if (!(node instanceof ScalarNode key)) {
        findings.error(line, "a key must be a string");
        continue;
      }
      Integer first = lines.putIfAbsent(key.getValue(), line);
      if (first != null) {
        findings.error(
            node, ConfigFindings.shown(key.getValue()), "is there twice, first in line " + first);
      }
    }
  }
}
