package org.dockerrm.catalog.packages;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dockerrm.catalog.BuiltInOperation;
import org.dockerrm.catalog.descriptor.LifecycleReader;
import org.dockerrm.catalog.descriptor.ParsedDescriptor;
import org.dockerrm.catalog.packages.ScriptFile.Script;
import org.dockerrm.catalog.yaml.Findings;
import org.dockerrm.catalog.yaml.Quote;
import org.dockerrm.spelling.Similar;

/** Matches a package's scripts with what its descriptor offers. */
final class Scripts {

  private final PackageDirectory directory;
  private final String descriptorFile;
  private final ParsedDescriptor parsed;
  private final Findings findings;

  Scripts(
      PackageDirectory directory,
      String descriptorFile,
      ParsedDescriptor parsed,
      Findings findings) {
    this.directory = directory;
    this.descriptorFile = descriptorFile;
    this.parsed = parsed;
    this.findings = findings;
  }

  /** The script of each transition, by the descriptor's spelling. */
  Map<String, String> lifecycle() {
    ScriptFile file = ScriptFile.read(directory, "lifecycle", findings);
    Map<String, Script> mapped = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Script script : file.scripts()) {
      Script before = mapped.putIfAbsent(script.name(), script);
      if (before != null) {
        findings
            .in(file.file())
            .error(
                script.line(),
                "transition " + Quote.of(script.name()) + " is already in line " + before.line());
      }
    }
    return match(
        file, mapped, "transition", parsed.descriptor().offered(), parsed.transitionLines());
  }

  /** The script of each declared operation that is not built in. */
  Map<String, String> operations() {
    ScriptFile file = ScriptFile.read(directory, "operations", findings);
    Map<String, Script> mapped = new LinkedHashMap<>();
    for (Script script : file.scripts()) {
      if (BuiltInOperation.named(script.name()).isPresent()) {
        findings
            .in(file.file())
            .warning(
                script.line(),
                "operation '" + script.name() + "' is built in; its script is never run");
      } else {
        mapped.put(script.name(), script);
      }
    }
    List<String> scripted =
        parsed.descriptor().operations().keySet().stream()
            .filter(name -> BuiltInOperation.named(name).isEmpty())
            .toList();
    return match(file, mapped, "operation", scripted, parsed.operationLines());
  }

  private Map<String, String> match(
      ScriptFile file,
      Map<String, Script> mapped,
      String what,
      List<String> offered,
      Map<String, Integer> lines) {
    Map<String, String> scripts = new LinkedHashMap<>();
    for (String name : offered) {
      Script script = mapped.remove(name);
      if (script == null) {
        // What is offered without being listed needs no script.
        Optional.ofNullable(lines.get(name))
            .ifPresent(line -> findings.in(descriptorFile).error(line, unmapped(file, what, name)));
      } else {
        scripts.put(name, script.path());
      }
    }
    mapped.values().forEach(script -> unoffered(file, script, what, offered));
    return scripts;
  }

  /** A misspelt transition is an error: its script would never be run. */
  private void unoffered(ScriptFile file, Script script, String what, List<String> offered) {
    boolean transition = what.equals("transition");
    Optional<String> meant =
        transition && LifecycleReader.isTransition(script.name())
            ? Optional.empty()
            : Similar.to(script.name(), transition ? LifecycleReader.TRANSITIONS : offered);
    String message =
        what
            + " "
            + Quote.of(script.name())
            + " is not in the descriptor"
            + meant.map(name -> "; is '" + name + "' meant?").orElse("");
    if (transition && meant.isPresent()) {
      findings.in(file.file()).error(script.line(), message);
    } else {
      findings.in(file.file()).warning(script.line(), message);
    }
  }

  private static String unmapped(ScriptFile file, String what, String name) {
    return what
        + " '"
        + name
        + "' has no script: "
        + file.file()
        + (file.exists() ? " does not map it" : " is missing");
  }
}
