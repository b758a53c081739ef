package org.dockerrm.catalog.packages;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.dockerrm.catalog.image.DockerfileText.Instruction;
import org.dockerrm.catalog.packages.PackageDirectory.Kind;
import org.dockerrm.catalog.yaml.Findings;
import org.dockerrm.catalog.yaml.Quote;

/**
 * Finds what would make the build of a Dockerfile fail, as far as that is certain without building
 * it.
 */
final class DockerfileChecks {

  private static final Set<String> KNOWN =
      Set.of(
          "ADD",
          "ARG",
          "CMD",
          "COPY",
          "ENTRYPOINT",
          "ENV",
          "EXPOSE",
          "FROM",
          "HEALTHCHECK",
          "LABEL",
          "MAINTAINER",
          "ONBUILD",
          "RUN",
          "SHELL",
          "STOPSIGNAL",
          "USER",
          "VOLUME",
          "WORKDIR");
  private static final Pattern HERE_DOCUMENT = Pattern.compile("<<-?[\"']?[A-Za-z_]");
  private static final Pattern REMOTE = Pattern.compile("(?i)[a-z+]+://.*|git@.*");

  private final Function<Path, Kind> files;
  private final Findings.InFile findings;

  /**
   * Checks.
   *
   * @param files looks up paths relative to the package
   * @param findings receives what is wrong
   */
  DockerfileChecks(Function<Path, Kind> files, Findings.InFile findings) {
    this.files = files;
    this.findings = findings;
  }

  void check(List<Instruction> instructions) {
    boolean begun = false;
    for (Instruction instruction : instructions) {
      String name = instruction.name();
      if (!KNOWN.contains(name)) {
        unknown(instruction, instructions);
        return;
      }
      if (!begun && !name.equals("FROM") && !name.equals("ARG")) {
        findings.error(
            instruction.line(), "the first instruction must be FROM, with the image to begin with");
        return;
      }
      begun |= name.equals("FROM");
      check(instruction);
    }
    if (!begun) {
      findings.error(0, "has no FROM, with the image to begin with");
    }
  }

  private void check(Instruction instruction) {
    String name = instruction.name();
    if (name.equals("FROM") && instruction.arguments().isEmpty()) {
      findings.error(instruction.line(), "FROM needs the image to begin with");
    }
    boolean copies = name.equals("COPY") || name.equals("ADD");
    // Lists in brackets, and what comes from other stages, are left to the build.
    if (!copies || instruction.text().contains("[") || instruction.text().contains("--from=")) {
      return;
    }
    List<String> arguments = instruction.arguments();
    if (arguments.size() < 2) {
      findings.error(instruction.line(), name + " needs a source and a destination");
      return;
    }
    arguments.subList(0, arguments.size() - 1).forEach(source -> check(instruction, source));
  }

  private void check(Instruction instruction, String source) {
    if (source.chars().anyMatch(c -> "*?$<\0".indexOf(c) >= 0)
        || source.contains("\\")
        || REMOTE.matcher(source).matches()) {
      return;
    }
    Path relative = Path.of(source.replaceFirst("^/+", "")).normalize();
    if (relative.startsWith("..")) {
      findings.error(
          instruction.line(),
          instruction.name()
              + ": "
              + Quote.of(source)
              + " leads out of the package; copy it into the package's directory");
    } else if (files.apply(relative) == Kind.NOTHING) {
      findings.error(
          instruction.line(),
          instruction.name() + ": there is no " + Quote.of(source) + " in the package");
    }
  }

  private void unknown(Instruction instruction, List<Instruction> instructions) {
    boolean hereDocument =
        instructions.stream()
            .takeWhile(before -> before != instruction)
            .anyMatch(before -> HERE_DOCUMENT.matcher(before.text()).find());
    String word = Quote.of(instruction.text().split("\\s+")[0]);
    findings.error(
        instruction.line(),
        hereDocument
            ? word
                + " is taken for an instruction: here-documents (<<) need BuildKit, and images are"
                + " built by the classic builder; join the lines with \\ and &&"
            : "unknown instruction "
                + word
                + "; a line that goes on in the next one ends with a backslash");
  }
}
