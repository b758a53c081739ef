package org.dockerrm.catalog.yaml;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads one YAML document of plain maps, lists and scalars. Tags, anchors, aliases, merge keys,
 * repeated keys, deep nesting and more than {@link #MAX_BYTES} are refused, each with its line;
 * nothing is ever constructed from a file but texts.
 */
public final class YamlReader {

  /** The largest file that is read. */
  public static final int MAX_BYTES = 1 << 20;

  private final Findings.InFile findings;

  private YamlReader(Findings.InFile findings) {
    this.findings = findings;
  }

  /**
   * Reads a file's content.
   *
   * @return the document; empty where it cannot be read, which is reported as an error
   */
  public static Optional<YamlValue> read(byte[] content, Findings.InFile findings) {
    return new YamlReader(findings).read(content);
  }

  /** The content as text, with faults replaced, for showing it. */
  public static String text(byte[] content) {
    return new String(content, StandardCharsets.UTF_8);
  }

  private Optional<YamlValue> read(byte[] content) {
    if (content.length > MAX_BYTES) {
      findings.error(0, "is larger than " + MAX_BYTES + " bytes");
      return Optional.empty();
    }
    return decode(content).filter(this::isPrintable).flatMap(this::parse);
  }

  private Optional<String> decode(byte[] content) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer bytes = ByteBuffer.wrap(content);
    CharBuffer characters = CharBuffer.allocate(content.length);
    CoderResult result = decoder.decode(bytes, characters, true);
    String text = characters.flip().toString();
    if (result.isError()) {
      findings.error(lineAt(text, text.length()), "is not UTF-8 text");
      return Optional.empty();
    }
    return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
  }

  private boolean isPrintable(String text) {
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      int character = text.codePointAt(at);
      if (!StreamReader.isPrintable(character)) {
        findings.error(
            lineAt(text, at),
            String.format("holds a character that YAML does not allow: U+%04X", character));
        return false;
      }
    }
    return true;
  }

  private Optional<YamlValue> parse(String text) {
    try {
      if (!new YamlRules(findings).allow(yaml().parse(new StringReader(text)))) {
        return Optional.empty();
      }
      Node root = yaml().compose(new StringReader(text));
      return Optional.of(root == null ? new YamlValue.Nothing(1) : value(root));
    } catch (MarkedYAMLException e) {
      findings.error(e.getProblemMark() == null ? 0 : line(e), "is not YAML: " + problem(e));
    } catch (YAMLException e) {
      findings.error(0, "is not YAML: " + Quote.oneLine(String.valueOf(e.getMessage())));
    }
    return Optional.empty();
  }

  private static Yaml yaml() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_BYTES);
    options.setNestingDepthLimit(YamlRules.DEEPEST + 1);
    options.setMaxAliasesForCollections(0);
    return new Yaml(options);
  }

  private YamlValue value(Node node) {
    int line = line(node);
    if (node instanceof MappingNode mapping) {
      return new YamlValue.Entries(entries(mapping), line);
    }
    if (node instanceof SequenceNode sequence) {
      return new YamlValue.Items(sequence.getValue().stream().map(this::value).toList(), line);
    }
    if (node.getTag().equals(Tag.NULL)) {
      return new YamlValue.Nothing(line);
    }
    return new YamlValue.Text(((ScalarNode) node).getValue(), line);
  }

  private List<YamlValue.Entry> entries(MappingNode mapping) {
    List<YamlValue.Entry> entries = new ArrayList<>();
    Map<String, Integer> lines = new HashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Node keyNode = tuple.getKeyNode();
      int line = line(keyNode);
      if (!(keyNode instanceof ScalarNode scalar)) {
        findings.error(line, "a key must be a string");
        continue;
      }
      String key = scalar.getValue();
      Integer before = lines.putIfAbsent(key, line);
      if (keyNode.getTag().equals(Tag.MERGE)) {
        findings.error(line, "merge keys ('<<') are not supported; write the entries out");
      } else if (before != null) {
        findings.error(line, "key " + Quote.of(key) + " is already in line " + before);
      } else {
        entries.add(new YamlValue.Entry(key, line, value(tuple.getValueNode())));
      }
    }
    return entries;
  }

  private static String problem(MarkedYAMLException e) {
    String problem = Quote.oneLine(String.valueOf(e.getProblem()));
    String context = e.getContext() == null ? "" : Quote.oneLine(e.getContext()) + ", ";
    String hint = problem.contains("TAB") ? "; indent with spaces" : "";
    return context + Quote.cut(problem, 200) + hint;
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  private static int line(MarkedYAMLException e) {
    return e.getProblemMark().getLine() + 1;
  }

  private static int lineAt(String text, int end) {
    return 1 + (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
  }
}
