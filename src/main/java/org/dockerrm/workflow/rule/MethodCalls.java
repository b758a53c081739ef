package org.dockerrm.workflow.rule;

import java.util.Optional;

/** Finds calls of methods in the engine's expressions; its functions, like {@code now()}, pass. */
final class MethodCalls {

  private final String text;
  private int position;

  private MethodCalls(String text, int position) {
    this.text = text;
    this.position = position;
  }

  /** The name of the first method that an expression in the text calls. */
  static Optional<String> firstIn(String text) {
    for (int i = 0; i + 1 < text.length(); i++) {
      if ((text.charAt(i) == '$' || text.charAt(i) == '#') && text.charAt(i + 1) == '{') {
        MethodCalls expression = new MethodCalls(text, i + 2);
        Optional<String> call = expression.firstCall();
        if (call.isPresent()) {
          return call;
        }
        i = expression.position;
      }
    }
    return Optional.empty();
  }

  private Optional<String> firstCall() {
    for (; position < text.length() && text.charAt(position) != '}'; position++) {
      char c = text.charAt(position);
      if (c == '\'' || c == '"') {
        skipString(c);
      } else if (c == '(') {
        Optional<String> method = methodBefore(position);
        if (method.isPresent()) {
          return method;
        }
      }
    }
    return Optional.empty();
  }

  private void skipString(char quote) {
    for (position++; position < text.length() && text.charAt(position) != quote; position++) {
      if (text.charAt(position) == '\\') {
        position++;
      }
    }
  }

  private Optional<String> methodBefore(int parenthesis) {
    int end = skipBlanksBack(parenthesis);
    if (end > 0 && (text.charAt(end - 1) == ']' || text.charAt(end - 1) == ')')) {
      return Optional.of(text.substring(end - 1, parenthesis + 1));
    }
    int start = end;
    while (start > 0 && Character.isJavaIdentifierPart(text.charAt(start - 1))) {
      start--;
    }
    int before = skipBlanksBack(start);
    return start < end && before > 0 && text.charAt(before - 1) == '.'
        ? Optional.of(text.substring(start, end))
        : Optional.empty();
  }

  private int skipBlanksBack(int index) {
    int i = index;
    while (i > 0 && Character.isWhitespace(text.charAt(i - 1))) {
      i--;
    }
    return i;
  }
}
