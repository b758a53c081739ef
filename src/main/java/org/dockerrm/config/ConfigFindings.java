package org.dockerrm.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.yaml.snakeyaml.nodes.Node;

/** Collects what is wrong (errors) and what is odd (warnings) in one file. */
final class ConfigFindings {

  private static final int SHOWN_LENGTH = 80;

  private record Located(int line, String text) {}

  private final Path file;
  private final List<Located> errors = new ArrayList<>();
  private final List<Located> warnings = new ArrayList<>();

  ConfigFindings(Path file) {
    this.file = file;
  }

  /** The file as a whole cannot be used. */
  void error(String text) {
    errors.add(new Located(0, text));
  }

  /** A line, counted from 1, is wrong. */
  void error(int line, String text) {
    errors.add(new Located(line, text));
  }

  /** The value of a key is wrong. */
  void error(Node node, String key, String text) {
    errors.add(new Located(lineOf(node), key + ": " + text));
  }

  /** A key has no effect. */
  void warning(Node node, String key, String text) {
    warnings.add(new Located(lineOf(node), key + ": " + text));
  }

  boolean hasErrors() {
    return !errors.isEmpty();
  }

  List<String> errors() {
    return lines(errors);
  }

  List<String> warnings() {
    return lines(warnings);
  }

  /** The line of a node in its file, counted from 1. */
  static int lineOf(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  /** Text of the file as part of a one-line message: short, and without control characters. */
  static String shown(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= SHOWN_LENGTH ? line : line.substring(0, SHOWN_LENGTH) + "...";
  }

  private List<String> lines(List<Located> findings) {
    return findings.stream()
        .sorted(Comparator.comparingInt(Located::line))
        .map(f -> file + (f.line() == 0 ? "" : ":" + f.line()) + ": " + f.text())
        .toList();
  }
}
