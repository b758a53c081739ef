package org.dockerrm.catalog.packages;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.dockerrm.catalog.Finding;
import org.dockerrm.catalog.Finding.Severity;
import org.dockerrm.catalog.TypeName;
import org.dockerrm.catalog.descriptor.DescriptorParser;
import org.dockerrm.catalog.descriptor.ParsedDescriptor;
import org.dockerrm.catalog.yaml.Findings;
import org.dockerrm.catalog.yaml.Quote;
import org.dockerrm.catalog.yaml.YamlReader;
import org.springframework.modulith.NamedInterface;

/**
 * Says what onboarding would say about packages, without a manager or an engine, and what the
 * shells and the Python of this machine say of their scripts' syntax: one line {@code path:line:
 * error: message} or {@code path:line: warning: message} for each finding, then a summary.
 */
@NamedInterface("check")
public final class PackageCheckCommand {

  /** No errors. */
  public static final int SOUND = 0;

  /** There are errors. */
  public static final int FAULTY = 1;

  /** Something else was named than a package, a directory of packages or a descriptor. */
  public static final int USAGE = 2;

  private final org.dockerrm.catalog.PackageValidator processes;
  private final PrintStream output;
  private final Map<Path, String> packages = new TreeMap<>();
  private final List<ResourcePackage> read = new ArrayList<>();
  private int checked;
  private int errors;
  private int warnings;

  private PackageCheckCommand(org.dockerrm.catalog.PackageValidator processes, PrintStream output) {
    this.processes = processes;
    this.output = output;
  }

  /**
   * Checks what the paths name: a package's directory, a directory of packages, or a descriptor
   * alone.
   *
   * @param processes looks at the processes that packages bring
   * @param output receives findings and summary
   * @param complaints receives what is wrong with the paths
   * @return the process's exit code: {@link #SOUND}, {@link #FAULTY} or {@link #USAGE}
   */
  public static int run(
      List<String> paths,
      org.dockerrm.catalog.PackageValidator processes,
      PrintStream output,
      PrintStream complaints) {
    try {
      if (paths.isEmpty()) {
        throw new UsageException("name a package's directory, or its descriptor");
      }
      return new PackageCheckCommand(processes, output).check(paths);
    } catch (UsageException | IOException e) {
      complaints.println("check: " + Quote.oneLine(String.valueOf(e.getMessage())));
      return USAGE;
    }
  }

  private int check(List<String> paths) throws UsageException, IOException {
    List<Path> descriptors = new ArrayList<>();
    for (String path : paths) {
      Path named = Path.of(path);
      if (Files.isRegularFile(named)) {
        descriptors.add(descriptor(named));
      } else {
        packages.putAll(packages(named));
      }
    }
    for (Path descriptor : descriptors) {
      checkDescriptor(descriptor);
    }
    for (Map.Entry<Path, String> entry : packages.entrySet()) {
      checkPackage(entry.getKey(), entry.getValue());
    }
    checkNames();
    output.println(summary());
    return errors == 0 ? SOUND : FAULTY;
  }

  private static Path descriptor(Path file) throws UsageException {
    if (!file.toString().matches("(?s).*\\.ya?ml")) {
      throw new UsageException(file + " is neither a directory nor a descriptor; unpack archives");
    }
    return file;
  }

  /** Where the packages really are, each with its path as it was named. */
  private static Map<Path, String> packages(Path named) throws UsageException, IOException {
    if (!Files.isDirectory(named)) {
      throw new UsageException(named + " does not exist");
    }
    Map<Path, String> found = new TreeMap<>();
    if (PackageReader.isPackage(named)) {
      found.put(named.toRealPath(), named.toString());
      return found;
    }
    try (Stream<Path> children = Files.list(named)) {
      for (Path child : children.filter(PackageScanner::isPackage).toList()) {
        found.put(child.toRealPath(), child.toString());
      }
    }
    if (found.isEmpty()) {
      throw new UsageException(
          named + " is no package: it has neither resource.yml nor Dockerfile");
    }
    return found;
  }

  private void checkDescriptor(Path file) throws IOException {
    Findings findings = new Findings();
    Findings.InFile inFile = findings.in(file.toString());
    byte[] content;
    try (var in = Files.newInputStream(file)) {
      content = in.readNBytes(YamlReader.MAX_BYTES + 1);
    }
    ParsedDescriptor parsed = DescriptorParser.parse(content, inFile);
    Path directory = file.toAbsolutePath().normalize().getParent();
    PackageNames.of(String.valueOf(directory.getFileName()), parsed.name(), inFile);
    checked++;
    tell("", findings.list());
  }

  private void checkPackage(Path real, String shown) throws IOException {
    ResourcePackage found = PackageReader.read(real, false);
    read.add(found);
    checked++;
    Findings syntax = new Findings();
    List<String> mapped = new ArrayList<>(found.lifecycleScripts().values());
    mapped.addAll(found.operationScripts().values());
    for (PackageScript script : PackageScript.of(real, mapped)) {
      ScriptSyntax.check(script, syntax);
    }
    List<Finding> all = new ArrayList<>(found.findings());
    all.addAll(syntax.list());
    all.addAll(processes.check(found.name(), found.descriptor(), found.processFiles()));
    tell(Quote.oneLine(shown) + "/", all);
  }

  /** What is wrong with packages only beside each other or beside the built-in types. */
  private void checkNames() {
    List<ResourcePackage> builtIn = BuiltInTypes.all();
    SortedMap<TypeName, ResourcePackage> contents = Contents.of(builtIn, read);
    for (ResourcePackage alone : read) {
      ResourcePackage entry = contents.get(alone.name());
      if (builtIn.stream().anyMatch(type -> type.name().equals(alone.name()))) {
        String message = alone.name() + " is a built-in type's name";
        tell(place(alone), List.of(new Finding(Severity.ERROR, "resource.yml", 0, message)));
      } else if (entry != null && entry.findings().size() > alone.findings().size()) {
        tell(place(alone), entry.findings().subList(0, 1));
      }
    }
  }

  private String place(ResourcePackage found) {
    return Quote.oneLine(packages.getOrDefault(found.directory(), "")) + "/";
  }

  private void tell(String prefix, List<Finding> findings) {
    findings.stream()
        .sorted(Comparator.comparing(Finding::file).thenComparingInt(Finding::line))
        .forEach(finding -> tell(prefix, finding));
  }

  private void tell(String prefix, Finding finding) {
    boolean isError = finding.severity() == Severity.ERROR;
    String line = finding.line() > 0 ? ":" + finding.line() : "";
    output.println(
        prefix
            + finding.file()
            + line
            + (isError ? ": error: " : ": warning: ")
            + finding.message());
    errors += isError ? 1 : 0;
    warnings += isError ? 0 : 1;
  }

  private String summary() {
    return count(checked, "checked")
        + ": "
        + (errors + warnings == 0
            ? "nothing to complain about"
            : count(errors, errors == 1 ? "error" : "errors")
                + ", "
                + count(warnings, warnings == 1 ? "warning" : "warnings"));
  }

  private static String count(int number, String what) {
    return number + " " + what;
  }

  private static final class UsageException extends Exception {

    private static final long serialVersionUID = 1;

    UsageException(String message) {
      super(message);
    }
  }
}
