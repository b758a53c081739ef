package org.dockerrm.catalog.packages;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dockerrm.catalog.Descriptor;
import org.dockerrm.catalog.Finding;
import org.dockerrm.catalog.Finding.Severity;
import org.dockerrm.catalog.ResourceType.Kind;
import org.dockerrm.catalog.SecretMask;
import org.dockerrm.catalog.TypeName;
import org.dockerrm.catalog.yaml.Quote;

/**
 * A package as it was read, or a built-in type, which has no directory.
 *
 * @param directory where it is
 * @param name its type's name
 * @param invented whether the name was made up because the package gives no legal one
 * @param kind what instances of it are
 * @param descriptor what could be read of its descriptor
 * @param descriptorText its descriptor's text
 * @param lifecycleScripts path inside the container by transition, in the descriptor's spelling
 * @param operationScripts path inside the container by operation
 * @param processFiles its own processes
 * @param buildable whether it has a Dockerfile
 * @param bases the images that its Dockerfile begins with
 * @param secrets the passwords that it gives itself; never shown in what is said about it
 * @param contentHash changes when anything in it does
 * @param findings what is to say about it
 */
record ResourcePackage(
    Path directory,
    TypeName name,
    boolean invented,
    Kind kind,
    Descriptor descriptor,
    String descriptorText,
    Map<String, String> lifecycleScripts,
    Map<String, String> operationScripts,
    List<Path> processFiles,
    boolean buildable,
    List<String> bases,
    Set<String> secrets,
    String contentHash,
    List<Finding> findings) {

  private static final int LONGEST_REASON = 4000;

  ResourcePackage {
    lifecycleScripts = Map.copyOf(lifecycleScripts);
    operationScripts = Map.copyOf(operationScripts);
    processFiles = List.copyOf(processFiles);
    bases = List.copyOf(bases);
    secrets = Set.copyOf(secrets);
    findings = shown(findings, secrets);
  }

  private static List<Finding> shown(List<Finding> findings, Set<String> secrets) {
    if (findings.isEmpty() || secrets.isEmpty()) {
      return List.copyOf(findings);
    }
    SecretMask mask = SecretMask.of(secrets);
    return findings.stream().map(finding -> finding.masked(mask)).toList();
  }

  /** Whether a fault keeps it from being used. */
  boolean isFaulty() {
    return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
  }

  /** Whether the other is of the same type with the same content. */
  boolean isSameAs(ResourcePackage other) {
    return name.equals(other.name)
        && !contentHash.isEmpty()
        && contentHash.equals(other.contentHash);
  }

  /**
   * The scripts that its image must have: not those in directories where the container settings
   * mount something.
   */
  List<String> scriptsOfImage() {
    return Stream.of(lifecycleScripts, operationScripts)
        .flatMap(scripts -> scripts.values().stream())
        .filter(script -> !descriptor.container().mayMountOver(script))
        .distinct()
        .sorted()
        .toList();
  }

  /** Its faults as one text of a bounded length. */
  String faults() {
    String faults =
        findings.stream()
            .filter(finding -> finding.severity() == Severity.ERROR)
            .map(Finding::toString)
            .collect(Collectors.joining("; "));
    return faults.length() > LONGEST_REASON
        ? Quote.cut(faults, LONGEST_REASON - 3) + "..."
        : faults;
  }

  /** The same package with one more thing to say about it. */
  ResourcePackage with(Finding finding) {
    List<Finding> more = new ArrayList<>(List.of(finding));
    more.addAll(findings);
    return copy(name, more);
  }

  /** The same package with more things to say about it. */
  ResourcePackage withAll(List<Finding> others) {
    List<Finding> more = new ArrayList<>(findings);
    more.addAll(others);
    return copy(name, more);
  }

  /** The same package under another made-up name. */
  ResourcePackage renamed(TypeName other) {
    return copy(other, findings);
  }

  /** The same package after its directory was moved. */
  ResourcePackage movedTo(Path elsewhere) {
    List<Path> moved =
        processFiles.stream().map(file -> elsewhere.resolve(directory.relativize(file))).toList();
    return copy(elsewhere, name, moved, findings);
  }

  private ResourcePackage copy(TypeName newName, List<Finding> newFindings) {
    return copy(directory, newName, processFiles, newFindings);
  }

  private ResourcePackage copy(
      Path newDirectory, TypeName newName, List<Path> newProcessFiles, List<Finding> newFindings) {
    return new ResourcePackage(
        newDirectory,
        newName,
        invented,
        kind,
        descriptor,
        descriptorText,
        lifecycleScripts,
        operationScripts,
        newProcessFiles,
        buildable,
        bases,
        secrets,
        contentHash,
        newFindings);
  }
}
