package org.dockerrm.workflow.deployment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dockerrm.catalog.Finding;
import org.dockerrm.catalog.Finding.Severity;
import org.dockerrm.catalog.PackageCheck;
import org.dockerrm.catalog.TypeName;
import org.dockerrm.workflow.rule.ProcessRules;
import org.springframework.stereotype.Component;

/** Holds the processes of a package to the rules before the package is taken. */
@Component
class PackageProcessCheck implements PackageCheck {

  private final ProcessRules rules = new ProcessRules();

  @Override
  public List<Finding> check(TypeName type, List<Path> processFiles) {
    return processFiles.stream().flatMap(file -> check(type, file)).toList();
  }

  private Stream<Finding> check(TypeName type, Path path) {
    String transition = ProcessFile.stem(ProcessFile.fileName(path));
    ProcessFile file = ProcessFile.ofPackage(new PackageProcess(type, transition), path);
    try {
      return rules.check(file.label(), file.processId(), file.read()).stream()
          .map(
              violation ->
                  new Finding(
                      Severity.ERROR,
                      file.label(),
                      0,
                      violation.toString().substring(file.label().length() + 2)));
    } catch (IOException e) {
      return Stream.of(new Finding(Severity.ERROR, file.label(), 0, "cannot be read: " + e));
    }
  }
}
