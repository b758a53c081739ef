package org.dockerrm.workflow.deployment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dockerrm.catalog.Descriptor;
import org.dockerrm.catalog.Finding;
import org.dockerrm.catalog.Finding.Severity;
import org.dockerrm.catalog.PackageCheck;
import org.dockerrm.catalog.TypeName;
import org.dockerrm.workflow.rule.ProcessRules;
import org.springframework.modulith.NamedInterface;

/** Holds the processes of a package to the rules, without an engine, for the command line. */
@NamedInterface("check")
public final class PackageProcessRules implements PackageCheck {

  private final ProcessRules rules = new ProcessRules();

  @Override
  public List<Finding> check(TypeName type, Descriptor descriptor, List<Path> processFiles) {
    return processFiles.stream()
        .flatMap(
            file ->
                Stream.concat(
                    ProcessFile.nameFault(file, descriptor).stream(), findings(type, file)))
        .toList();
  }

  private Stream<Finding> findings(TypeName type, Path path) {
    ProcessFile file = ProcessFile.ofPackage(type, path);
    try {
      return rules.check(file.label(), file.processId(), file.read()).stream()
          .map(PackageProcessCheck::finding);
    } catch (IOException e) {
      return Stream.of(new Finding(Severity.ERROR, file.label(), 0, "cannot be read: " + e));
    }
  }
}
