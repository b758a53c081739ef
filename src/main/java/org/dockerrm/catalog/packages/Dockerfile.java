package org.dockerrm.catalog.packages;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
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
  private static final Pattern ARGUMENT =
      Pattern.compile(
          "([A-Za-z_]\\w*)(?:=(?:\"([^\"'`\\\\]*)\"|'([^\"'`\\\\$]*)'|([^\"'`\\\\]*)))?");
  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:([A-Za-z_]\\w*)|\\{([A-Za-z_]\\w*)(?::-([^${}]*))?})");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\t\\n\\f\\r]]");
  private static final Pattern QUOTED = Pattern.compile("[\"'`\\\\]");
  private static final Pattern OTHER_ESCAPE = Pattern.compile("(?im)^\\s*#\\s*escape\\s*=\\s*`");

  private final String text;
  private final List<Instruction> instructions;
  private final Function<Path, Kind> files;
  private final List<String> bases = new ArrayList<>();

  /** Arguments before the first FROM; empty where they have no default. */
  private final Map<String, Optional<String>> defaults = new HashMap<>();

  /** Whether an argument is written so that engines differ in what they read. */
  private boolean unclear;

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
    Matcher control = CONTROL.matcher(text);
    if (control.find()) {
      findings.error(
          1 + (int) text.substring(0, control.start()).chars().filter(c -> c == '\n').count(),
          "holds the control character U+%04X; remove it"
              .formatted((int) control.group().charAt(0)));
    }
    new DockerfileChecks(files, findings).check(instructions);
    warnOfSecrets(findings);
    if (!allowRemoteSources) {
      refuseRemoteSources(findings);
    }
  }

  /** The file as it is written. */
  String text() {
    return text;
  }

  /** Secrets that are written into it; its build prints each instruction. */
  Set<String> secrets() {
    return DockerfileSecrets.in(instructions);
  }

  private void warnOfSecrets(Findings.InFile findings) {
    instructions.stream()
        .filter(instruction -> !DockerfileSecrets.in(List.of(instruction)).isEmpty())
        .forEach(
            instruction ->
                findings.warning(
                    instruction.line(),
                    instruction.name()
                        + " holds a secret, which whoever has the image can read; give it to"
                        + " instances by a property of type password"));
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
    if (OTHER_ESCAPE.matcher(text).find()) {
      findings.error(0, "engines differ in reading the directive escape=`; leave it out");
    }
    instructions.stream()
        .filter(instruction -> instruction.name().equals("FROM"))
        .forEach(from -> refuseUnclear(from, findings));
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

  /** What the engine begins with must be what was looked at before the build. */
  private static void refuseUnclear(Instruction from, Findings.InFile findings) {
    if (QUOTED.matcher(from.text()).find()) {
      findings.error(from.line(), "FROM: write the image without quotes and escapes");
    }
    if (from.hasOptions()) {
      findings.error(
          from.line(), "FROM: leave options such as --platform out; they may choose another image");
    }
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
    Matcher matcher = ARGUMENT.matcher(text);
    if (!matcher.matches()) {
      unclear = true;
      return;
    }
    Optional<String> value =
        IntStream.rangeClosed(2, 4)
            .mapToObj(matcher::group)
            .filter(Objects::nonNull)
            .findFirst()
            .map(this::resolved);
    unclear |= defaults.put(matcher.group(1), value) != null;
  }

  private String resolved(String word) {
    return VARIABLE.matcher(word).replaceAll(variable -> Matcher.quoteReplacement(value(variable)));
  }

  /** A default of the variable itself is for an empty value too. */
  private String value(MatchResult variable) {
    String name = variable.group(1) == null ? variable.group(2) : variable.group(1);
    Optional<String> value = defaults.getOrDefault(name, Optional.empty());
    String otherwise = variable.group(3);
    if (unclear) {
      return variable.group();
    }
    return otherwise == null
        ? value.orElse(variable.group())
        : value.filter(set -> !set.isEmpty()).orElse(otherwise);
  }
}
