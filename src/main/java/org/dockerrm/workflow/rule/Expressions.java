package org.dockerrm.workflow.rule;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.impl.juel.AstProperty;
import org.camunda.bpm.impl.juel.Builder;
import org.camunda.bpm.impl.juel.IdentifierNode;
import org.camunda.bpm.impl.juel.Node;
import org.camunda.bpm.impl.juel.Tree;
import org.camunda.bpm.impl.juel.TreeBuilderException;

/**
 * Reads expressions with the engine's own parser, so that what it sees is what would be evaluated.
 * They read variables, and neither call anything nor look into what they read.
 */
final class Expressions {

  /** The longest text with expressions; the parser goes down one level for each parenthesis. */
  static final int MAX_LENGTH = 1000;

  private Expressions() {}

  /** Whether the engine could see an expression in a text, an escaped one included. */
  static boolean isIn(String text) {
    return text.contains("${") || text.contains("#{");
  }

  /** Whether a text begins and ends as one expression does. */
  static boolean isOne(String text) {
    String stripped = text.strip();
    return (stripped.startsWith("${") || stripped.startsWith("#{")) && stripped.endsWith("}");
  }

  /** What is wrong with the expressions in a text, to be read behind it. */
  static Optional<String> fault(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.of("is longer than " + MAX_LENGTH + " characters");
    }
    try {
      Tree tree = new Builder().build(text);
      if (tree.getFunctionNodes().iterator().hasNext()) {
        return Optional.of("calls a function; expressions read variables only");
      }
      return readsProperty(tree.getRoot())
          ? Optional.of("reads a property or calls a method; expressions read variables only")
          : Optional.empty();
    } catch (TreeBuilderException e) {
      return Optional.of("is no expression: " + e.getMessage());
    }
  }

  /** The variables that a text without faults reads. */
  static Set<String> names(String text) {
    Set<String> names = new LinkedHashSet<>();
    for (IdentifierNode node : new Builder().build(text).getIdentifierNodes()) {
      names.add(node.getName());
    }
    return names;
  }

  private static boolean readsProperty(Node node) {
    if (node instanceof AstProperty) {
      return true;
    }
    for (int i = 0; i < node.getCardinality(); i++) {
      if (readsProperty(node.getChild(i))) {
        return true;
      }
    }
    return false;
  }
}
