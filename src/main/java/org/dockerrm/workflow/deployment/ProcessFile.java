package org.dockerrm.workflow.deployment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dockerrm.catalog.Descriptor;
import org.dockerrm.catalog.Finding;
import org.dockerrm.catalog.Finding.Severity;
import org.dockerrm.catalog.TypeName;
import org.dockerrm.inventory.LifecycleTransition;
import org.dockerrm.transition.PolicyAction;
import org.dockerrm.workflow.rule.ProcessRules;

/**
 * A process file on its way into the engine.
 *
 * @param path where it is
 * @param label how findings name it
 * @param processId the id that its process must have
 * @param deployment name of its deployments, the same for every version
 * @param source where its deployments come from
 */
record ProcessFile(Path path, String label, String processId, String deployment, String source) {

  static final String SUFFIX = ".bpmn";

  private static final String DIRECTORY = "processes/";
  private static final String DEFAULTS = "processes";
  private static final String PACKAGES = "packages";

  /** A default process, whose id is the file's name. */
  static ProcessFile ofDefaults(Path path) {
    String name = fileName(path);
    return new ProcessFile(path, DIRECTORY + name, stem(name), name, DEFAULTS);
  }

  /** A package's own process, whose id begins with the resource's name. */
  static ProcessFile ofPackage(TypeName type, Path path) {
    PackageProcess process = new PackageProcess(type, stem(fileName(path)));
    return new ProcessFile(
        path, DIRECTORY + fileName(path), process.processId(), process.deployment(), PACKAGES);
  }

  /** What is wrong with the name of a package's process: it must be that of what it replaces. */
  static Optional<Finding> nameFault(Path path, Descriptor descriptor) {
    String name = stem(fileName(path));
    boolean known =
        descriptor.operations().containsKey(name)
            || Arrays.stream(PolicyAction.values()).anyMatch(it -> it.process().equals(name))
            || (LifecycleTransition.named(name).isPresent()
                && descriptor.transition(name).orElse(name).equals(name));
    return known
        ? Optional.empty()
        : Optional.of(
            new Finding(
                Severity.ERROR,
                DIRECTORY + fileName(path),
                0,
                "the file has the name of no transition and no operation of this type, so that it"
                    + " would never run; transitions are "
                    + Arrays.stream(LifecycleTransition.values())
                        .map(LifecycleTransition::name)
                        .collect(Collectors.joining(", "))));
  }

  static String fileName(Path path) {
    return String.valueOf(path.getFileName());
  }

  static String stem(String fileName) {
    return fileName.endsWith(SUFFIX)
        ? fileName.substring(0, fileName.length() - SUFFIX.length())
        : fileName;
  }

  /** The bytes, at most one more than the rules take. */
  byte[] read() throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(ProcessRules.MAX_BYTES + 1);
    }
  }
}
