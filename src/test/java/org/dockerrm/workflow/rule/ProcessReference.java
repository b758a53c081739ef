package org.dockerrm.workflow.rule;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.dockerrm.workflow.rule.Allowed.ElementSpec;
import org.dockerrm.workflow.rule.PublishedDelegate.Input;

/** Writes for designers what a process may contain, as Markdown. */
final class ProcessReference {

  private final Allowed allowed;
  private final StringBuilder text = new StringBuilder();

  private ProcessReference(Allowed allowed) {
    this.allowed = allowed;
  }

  /** The whole page. */
  static String of(Allowed allowed) {
    return new ProcessReference(allowed).page();
  }

  private String page() {
    line("# Process reference");
    line("");
    line("<!-- Made from workflow/rule/allowed.yml by ProcessReferenceTest. -->");
    line("");
    line("What a BPMN file may contain. Whatever is not listed here is refused.");
    steps();
    calls();
    variables();
    elements();
    kinds();
    namespaces();
    return text.toString();
  }

  private void steps() {
    section(
        "Steps",
        "A service task names one as `${step}`. A step that acts outside the database is"
            + " *asynchronous before*.",
        "step | acts outside | inputs | sets");
    allowed
        .steps()
        .forEach(
            step ->
                row(
                    code(step.bean()),
                    step.touchesOutside() ? "yes" : "",
                    inputs(step.inputs()),
                    codes(step.sets())));
  }

  private void calls() {
    section("Calls", "What a call activity may name.", "called element | inputs");
    allowed.calls().forEach((name, inputs) -> row(code(name), inputs(inputs)));
  }

  private void variables() {
    line("");
    line("## Variables and messages");
    line("");
    line("Every process begins with " + codes(allowed.variables()) + ", and cannot set them.");
    line("");
    line("A message starts " + codes(allowed.messages()) + ", and no other process.");
  }

  private void elements() {
    section(
        "Elements",
        "Behind the name of an attribute, and for a text, stands the kind of its value.",
        "element | attributes | elements in it | text");
    allowed.elements().forEach(this::element);
  }

  private void element(String name, ElementSpec spec) {
    row(
        code(name),
        spec.attributes().entrySet().stream()
            .map(attribute -> code(attribute.getKey()) + " " + named(attribute.getValue()))
            .sorted()
            .collect(Collectors.joining(", ")),
        codes(List.copyOf(new TreeSet<>(spec.children()))),
        spec.text() == null ? "" : named(spec.text()));
  }

  private void kinds() {
    section("Kinds of values", "", "kind | what it is");
    for (ValueFormat kind : ValueFormat.values()) {
      row(named(kind), meaning(kind));
    }
  }

  private static String meaning(ValueFormat kind) {
    return switch (kind) {
      case ID -> "letters, digits, `_`, `-` and `.`; no two alike in a file";
      case TEXT -> "any text without an expression";
      case NAME -> "a text of at most 255 characters without an expression";
      case TAG -> "a text of at most 64 characters without an expression";
      case PROSE -> "any text, for readers alone";
      case BOOLEAN -> "`true` or `false`";
      case VARIABLE -> "the name of a variable that a process may set: letters, digits and `_`";
      case STEP -> "a step, as `${step}`";
      case CALL -> "a transition or `Operation`";
      case EXPRESSIONS -> "a text with expressions such as `${attempt}` in it";
      case CONDITION -> "one expression, such as `${onFailure == 'rollback'}`";
      case DATE -> "an ISO-8601 date, such as `2030-01-31T08:00:00Z`, or one expression";
      case DURATION ->
          "an ISO-8601 duration of at most ten years, such as `PT30S`, or one expression";
      case CYCLE -> "at most 999 repetitions, a second or more apart, such as `R10/PT30S`";
      case RETRIES -> "the pauses before further tries, such as `PT2S,PT10S,PT30S` or `R5/PT1M`";
      case DAYS -> "a number of days from 0 to 9999, such as `P7D`";
    };
  }

  private void namespaces() {
    section("Namespaces", "", "prefix here | namespace");
    allowed.namespaces().forEach((prefix, uri) -> row(code(prefix), code(uri)));
  }

  private void section(String title, String description, String columns) {
    line("");
    line("## " + title);
    line("");
    if (!description.isEmpty()) {
      line(description);
      line("");
    }
    line("| " + columns + " |");
    line("|" + "---|".repeat(columns.split("\\|").length));
  }

  private static String inputs(List<Input> inputs) {
    return inputs.stream().map(ProcessReference::input).collect(Collectors.joining("; "));
  }

  private static String input(Input input) {
    return code(input.name())
        + (input.required() ? " (required)" : "")
        + (input.choices().isEmpty() ? "" : ": " + codes(input.choices()));
  }

  private static String named(ValueFormat kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static String codes(List<String> names) {
    return names.stream().map(ProcessReference::code).collect(Collectors.joining(", "));
  }

  private static String code(String name) {
    return "`" + name + "`";
  }

  private void row(String... cells) {
    line("| " + String.join(" | ", cells) + " |");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
