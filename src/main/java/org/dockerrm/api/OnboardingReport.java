package org.dockerrm.api;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dockerrm.catalog.Finding;
import org.dockerrm.catalog.ResourceType;

/**
 * What onboarding found.
 *
 * @param types the types, as {@code GET /types} lists them
 * @param findings everything that is wrong with packages and processes
 */
record OnboardingReport(
    List<TypesController.Representation> types, List<FindingRepresentation> findings) {

  /**
   * What is wrong with processes is said once, by the deployment, and not again for the package.
   */
  static List<FindingRepresentation> findings(List<ResourceType> types, List<Finding> ofProcesses) {
    Set<String> told = ofProcesses.stream().map(Finding::file).collect(Collectors.toSet());
    Stream<Finding> ofPackages =
        types.stream()
            .flatMap(type -> type.findings().stream().map(it -> it.in(type.name().toString())))
            .filter(finding -> !told.contains(finding.file()));
    return FindingRepresentation.of(Stream.concat(ofPackages, ofProcesses.stream()).toList());
  }
}
