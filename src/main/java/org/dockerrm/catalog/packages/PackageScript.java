package org.dockerrm.catalog.packages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dockerrm.catalog.yaml.Findings;
import org.dockerrm.catalog.yaml.Quote;

/**
 * A file of a package that begins as scripts do, or that has the name of a mapped script.
 *
 * @param path the file
 * @param file its path relative to the package
 * @param text its beginning, a character for each byte
 * @param mapped whether it has the name of a mapped script
 */
record PackageScript(Path path, String file, String text, boolean mapped) {

  private static final int MOST_BYTES = 1 << 16;
  private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";
  private static final Set<String> UTF_16_MARKS = Set.of("\u00ff\u00fe", "\u00fe\u00ff");
  private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "ash", "ksh", "zsh");
  private static final Pattern INTERPRETER = Pattern.compile("#![ \\t]*(\\S*)[ \\t]*([^\\n]*)");

  /** What a Dockerfile has that puts line ends right. */
  private static final Pattern PUTS_RIGHT = Pattern.compile("dos2unix|\\\\r");

  /**
   * The scripts of a package; links are not followed.
   *
   * @param root the package's directory
   * @param mapped the paths inside the container of the scripts that are mapped
   */
  static List<PackageScript> of(Path root, Collection<String> mapped) throws IOException {
    Set<String> names =
        mapped.stream()
            .map(script -> script.substring(script.lastIndexOf('/') + 1))
            .collect(Collectors.toSet());
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .map(file -> of(root, file, names.contains(String.valueOf(file.getFileName()))))
          .filter(script -> script.mapped || script.hasInterpreter())
          .sorted((a, b) -> a.file.compareTo(b.file))
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static PackageScript of(Path root, Path file, boolean mapped) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(BYTE_ORDER_MARK.length() + 2);
      String text = new String(content, StandardCharsets.ISO_8859_1);
      if (mapped || text.contains("#!")) {
        text += new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1);
      }
      return new PackageScript(file, root.relativize(file).toString(), text, mapped);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name of the program that runs it, as {@code sh} or {@code python3}; empty for none. */
  String interpreter() {
    Matcher line = INTERPRETER.matcher(text);
    if (!line.lookingAt()) {
      return "";
    }
    String program = name(line.group(1));
    return program.equals("env")
        ? Stream.of(line.group(2).strip().split("\\s+"))
            .filter(word -> !word.startsWith("-") && !word.contains("="))
            .findFirst()
            .map(PackageScript::name)
            .orElse("")
        : program;
  }

  /** Tells why it cannot be run, as far as that is seen without running it. */
  void check(Optional<String> dockerfile, Findings findings) {
    Findings.InFile about = findings.in(file);
    if (UTF_16_MARKS.contains(text.substring(0, Math.min(2, text.length())))) {
      about.error(1, "is UTF-16 text, which no interpreter runs; save it as UTF-8");
    } else if (text.startsWith(BYTE_ORDER_MARK)) {
      about.error(
          1, "begins with a byte order mark, before which no '#!' counts; save it without one");
    } else if (!hasInterpreter()) {
      checkWithout(about);
    } else if (dockerfile.filter(lines -> PUTS_RIGHT.matcher(lines).find()).isEmpty()) {
      checkInterpreter(about);
      checkLineEnds(about);
    }
  }

  private void checkWithout(Findings.InFile about) {
    if (file.endsWith(".py")) {
      about.error(
          1,
          "has no '#!' line, so that a shell would run it; begin it with one such as"
              + " #!/usr/bin/env python3");
    } else if (!isBinary()) {
      about.warning(1, "has no '#!' line; /bin/sh runs it, so begin it with #!/bin/sh");
    }
  }

  private void checkInterpreter(Findings.InFile about) {
    Matcher line = INTERPRETER.matcher(text);
    String program = line.lookingAt() ? line.group(1).strip() : "";
    if (!isRun()) {
      // Configuration files of some programs begin like scripts.
      return;
    }
    if (!program.startsWith("/")) {
      about.error(
          1,
          "names "
              + (program.isEmpty() ? "no interpreter" : "the interpreter " + Quote.of(program))
              + " in its '#!' line, which must be an absolute path such as /bin/sh");
    } else if (name(program).equals("env") && interpreter().isEmpty()) {
      about.error(1, "names /usr/bin/env without a program in its '#!' line");
    }
  }

  private void checkLineEnds(Findings.InFile about) {
    int first = text.indexOf("\r\n");
    int line = 1 + (int) text.chars().limit(Math.max(first, 0)).filter(c -> c == '\n').count();
    if (first < 0 || line > 1 && !SHELLS.contains(interpreter())) {
      return;
    }
    String message =
        "has Windows line ends (CR LF), with which "
            + (line == 1 ? "its interpreter is not found" : "the shell fails in this line")
            + "; save it with LF line ends";
    if (isRun()) {
      about.error(line, message);
    } else if (text.matches("(?s)#![ \\t]*/.*")) {
      about.warning(line, message);
    }
  }

  /** Whether the manager or one of its scripts surely runs it. */
  private boolean isRun() {
    return mapped || file.startsWith("lifecycle/") || file.startsWith("operations/");
  }

  private boolean hasInterpreter() {
    return text.startsWith("#!") || text.startsWith(BYTE_ORDER_MARK + "#!");
  }

  private boolean isBinary() {
    return text.indexOf('\0') >= 0;
  }

  private static String name(String program) {
    return program.substring(program.lastIndexOf('/') + 1).strip();
  }
}
