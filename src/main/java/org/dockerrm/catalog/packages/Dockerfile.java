package org.dockerrm.catalog.packages;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.dockerrm.catalog.packages.DockerfileText.Instruction;
import org.dockerrm.catalog.packages.PackageDirectory.Kind;
import org.dockerrm.catalog.yaml.Findings;

/**
 * What a Dockerfile tells without being built: the images it begins with, and which of a package's
 * files end up where. It is read only as far as that can be told for certain.
 */
final class Dockerfile {

  /** Every image that a stage begins with, as written. */
  private final List<String> bases = new ArrayList<>();

  private final String text;
  private final List<Instruction> instructions;
  private final Function<Path, Kind> files;
  private final List<Copy> copies = new ArrayList<>();
  private String base = "";
  private Path workingDirectory = Path.of("/");
  private boolean clear = true;

  /**
   * Reads a Dockerfile.
   *
   * @param files tells what a path relative to the package is
   */
  Dockerfile(String text, Function<Path, Kind> files) {
    this.text = text;
    this.files = files;
    this.instructions = DockerfileText.instructions(text);
    instructions.forEach(this::instruction);
  }

  /** Tells what would make its build fail. */
  void check(Findings.InFile findings) {
    new DockerfileChecks(files, findings).check(instructions);
  }

  /** The file as it is written. */
  String text() {
    return text;
  }

  /** The images that its stages begin with, as written. */
  List<String> bases() {
    return List.copyOf(bases);
  }

  /** Whether a file will be at that absolute path inside the image. */
  Presence presence(String path) {
    if (!clear || text.contains(path) || inheritsScripts()) {
      return Presence.UNKNOWN;
    }
    Path target = Path.of(path).normalize();
    boolean covered = false;
    for (Copy copy : copies) {
      if (!target.startsWith(copy.destination)) {
        continue;
      }
      Path rest = copy.destination.relativize(target);
      switch (copy.kind(files)) {
        case DIRECTORY -> {
          if (files.apply(copy.inPackage().resolve(rest)) == Kind.FILE) {
            return Presence.PRESENT;
          }
          covered = true;
        }
        case FILE -> {
          if (rest.toString().isEmpty() || rest.equals(copy.inPackage().getFileName())) {
            return Presence.PRESENT;
          }
        }
        case NOTHING -> {
          return Presence.UNKNOWN;
        }
      }
    }
    return covered ? Presence.ABSENT : Presence.UNKNOWN;
  }

  /** Another package's image brings scripts of its own. */
  private boolean inheritsScripts() {
    return base.startsWith("dockerrm_") && !base.split(":")[0].equals("dockerrm_baseimage");
  }

  private void instruction(Instruction instruction) {
    List<String> arguments = instruction.arguments();
    if (arguments.isEmpty()) {
      return;
    }
    switch (instruction.name()) {
      case "FROM" -> {
        base = arguments.get(0);
        bases.add(base);
        copies.clear();
        workingDirectory = Path.of("/");
      }
      case "WORKDIR" -> workingDirectory = inImage(arguments.get(0));
      case "ADD", "COPY" -> copy(instruction.text(), arguments);
      default -> {}
    }
  }

  private void copy(String line, List<String> arguments) {
    if (line.contains("[") || arguments.size() < 2) {
      clear = false;
      return;
    }
    Path destination = inImage(arguments.get(arguments.size() - 1));
    boolean elsewhere = line.contains("--from=");
    for (String source : arguments.subList(0, arguments.size() - 1)) {
      copies.add(new Copy(source, destination, elsewhere));
    }
  }

  private Path inImage(String path) {
    clear &= path.indexOf('$') < 0 && path.indexOf('\0') < 0;
    return path.indexOf('\0') < 0 ? workingDirectory.resolve(path).normalize() : workingDirectory;
  }

  /** What can be said about a path inside the image. */
  enum Presence {
    PRESENT,
    ABSENT,
    UNKNOWN
  }

  private record Copy(String source, Path destination, boolean elsewhere) {
    /** What the source is; nothing where that cannot be told. */
    Kind kind(Function<Path, Kind> files) {
      boolean plain = source.chars().noneMatch(c -> "*?$<:\0".indexOf(c) >= 0);
      return elsewhere || !plain ? Kind.NOTHING : files.apply(inPackage());
    }

    /** The source relative to the package; a leading slash means the package too. */
    Path inPackage() {
      Path top = Path.of("/");
      return top.relativize(top.resolve(source).normalize());
    }
  }
}
