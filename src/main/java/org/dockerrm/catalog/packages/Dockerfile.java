package org.dockerrm.catalog.packages;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dockerrm.catalog.image.DockerfileText;
import org.dockerrm.catalog.image.DockerfileText.Instruction;
import org.dockerrm.catalog.image.RemoteSources;
import org.dockerrm.catalog.packages.PackageDirectory.Kind;
import org.dockerrm.catalog.yaml.Findings;
import org.dockerrm.catalog.yaml.Quote;

/**
 * What can be read from a Dockerfile without a build: the images it begins with, and what would
 * make its build fail. What ends up in the image is known after the build, by looking into it.
 */
final class Dockerfile {

  private static final String NOTHING = "scratch";
  private static final Pattern DEFAULT = Pattern.compile("(\\w+)=[\"']?([^\"']*)[\"']?");
  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:(\\w+)|\\{(\\w+)(?::-([^${}]*))?})");

  private final String text;
  private final List<Instruction> instructions;
  private final Function<Path, Kind> files;
  private final List<String> bases = new ArrayList<>();
  private final Map<String, String> defaults = new HashMap<>();
  private final Set<String> stages = new HashSet<>();

  /**
   * Reads a Dockerfile.
   *
   * @param files looks up paths relative to the package
   */
  Dockerfile(String text, Function<Path, Kind> files) {
    this.text = text;
    this.files = files;
    this.instructions = DockerfileText.instructions(text);
    instructions.forEach(this::instruction);
  }

  /**
   * Tells what would make its build fail.
   *
   * @param allowRemoteSources whether the engine may fetch files from other places
   */
  void check(Findings.InFile findings, boolean allowRemoteSources) {
    new DockerfileChecks(files, findings).check(instructions);
    if (!allowRemoteSources) {
      refuseRemoteSources(findings);
    }
  }

  /** The file as it is written. */
  String text() {
    return text;
  }

  private void refuseRemoteSources(Findings.InFile findings) {
    RemoteSources.in(text)
        .ifPresent(
            found ->
                findings.error(
                    found.line(),
                    "ADD: "
                        + Quote.of(found.source())
                        + " is, or may become, an address that the engine fetches from wherever it"
                        + " can reach; put the file into the package or fetch it with RUN, or let"
                        + " the operator set packages.allowRemoteSources in config.yml"));
    bases.stream()
        .filter(base -> base.indexOf('$') >= 0)
        .findFirst()
        .ifPresent(
            base ->
                findings.error(
                    0,
                    "FROM: which image "
                        + Quote.of(base)
                        + " is cannot be told; give ARG a default before the first FROM, and use it"
                        + " as ${NAME}"));
  }

  /** The images that its stages begin with, without those that are stages of its own. */
  List<String> bases() {
    return List.copyOf(bases);
  }

  private void instruction(Instruction instruction) {
    List<String> arguments = instruction.arguments();
    if (arguments.isEmpty()) {
      return;
    }
    if (instruction.name().equals("ARG") && bases.isEmpty() && stages.isEmpty()) {
      arguments.forEach(this::argument);
    } else if (instruction.name().equals("FROM")) {
      String base = resolved(arguments.get(0));
      if (!stages.contains(base.toLowerCase(Locale.ROOT)) && !base.equals(NOTHING)) {
        bases.add(base);
      }
      stages.add(arguments.get(arguments.size() - 1).toLowerCase(Locale.ROOT));
    }
  }

  private void argument(String text) {
    Matcher matcher = DEFAULT.matcher(text);
    if (matcher.matches()) {
      defaults.put(matcher.group(1), resolved(matcher.group(2)));
    }
  }

  private String resolved(String word) {
    return VARIABLE.matcher(word).replaceAll(variable -> Matcher.quoteReplacement(value(variable)));
  }

  private String value(MatchResult variable) {
    String name = variable.group(1) == null ? variable.group(2) : variable.group(1);
    String otherwise = variable.group(3) == null ? variable.group() : variable.group(3);
    return defaults.getOrDefault(name, otherwise);
  }
}
