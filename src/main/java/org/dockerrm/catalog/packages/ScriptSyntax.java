package org.dockerrm.catalog.packages;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dockerrm.catalog.yaml.Findings;
import org.dockerrm.catalog.yaml.Quote;

/**
 * Lets the shells and the Python of this machine parse scripts, without running them. Only for
 * packages of whoever calls: the manager itself gives no upload to an interpreter. An interpreter
 * that is not here checks nothing.
 */
final class ScriptSyntax {

  private static final int MOST_OUTPUT = 1 << 16;
  private static final long SECONDS = 10;

  private static final String COMPILE =
      """
      import sys
      try:
          compile(open(sys.argv[1], "rb").read(), sys.argv[1], "exec", dont_inherit=True)
      except SyntaxError as fault:
          print("%s: line %d: %s" % (sys.argv[1], fault.lineno or 0, fault.msg))
      except ValueError as fault:
          print("%s: line 0: %s" % (sys.argv[1], fault))
      """;

  private static final Map<String, List<String>> PARSERS =
      Map.of(
          "sh", List.of("sh", "-n"),
          "dash", List.of("sh", "-n"),
          "ash", List.of("sh", "-n"),
          "bash", List.of("bash", "-n"),
          "python", List.of("python3", "-I", "-c", COMPILE),
          "python3", List.of("python3", "-I", "-c", COMPILE));

  private ScriptSyntax() {}

  /** Tells of the first thing that its interpreter cannot parse. */
  static void check(PackageScript script, Findings findings) {
    String interpreter = script.interpreter();
    List<String> parser = PARSERS.get(interpreter.isEmpty() ? "sh" : interpreter);
    boolean readable = script.text().indexOf('\0') < 0 && !script.text().contains("\r\n");
    if (parser == null || !readable) {
      return;
    }
    output(parser, script.path())
        .flatMap(output -> firstFault(output, script.path()))
        .ifPresent(fault -> findings.in(script.file()).error(fault.line, fault.message));
  }

  private static Optional<String> output(List<String> parser, Path script) {
    List<String> command = new ArrayList<>(parser);
    command.add(script.toAbsolutePath().toString());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    String path = builder.environment().getOrDefault("PATH", "/usr/bin:/bin");
    builder.environment().clear();
    builder.environment().putAll(Map.of("PATH", path, "LC_ALL", "C"));
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      process
          .onExit()
          .orTimeout(SECONDS, TimeUnit.SECONDS)
          // Destroying an ended process would close its output before it is read.
          .exceptionally(late -> process.destroyForcibly());
      try (InputStream in = process.getInputStream()) {
        return Optional.of(new String(in.readNBytes(MOST_OUTPUT), StandardCharsets.UTF_8));
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException notHere) {
      return Optional.empty();
    }
  }

  /** Each parser names the file first; then come {@code line 3:} or {@code 3:}, and the fault. */
  private static Optional<Fault> firstFault(String output, Path script) {
    Pattern form =
        Pattern.compile(
            Pattern.quote(script.toAbsolutePath().toString()) + ": (?:line )?(\\d{1,9}): (.*)");
    return output
        .lines()
        .map(form::matcher)
        .filter(Matcher::find)
        .findFirst()
        .map(
            fault ->
                new Fault(
                    Integer.parseInt(fault.group(1)),
                    "cannot be parsed: " + Quote.cut(Quote.oneLine(fault.group(2)), 200)));
  }

  private record Fault(int line, String message) {}
}
