package org.dockerrm.workflow.deployment;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.dockerrm.catalog.Descriptor;
import org.dockerrm.catalog.Finding;
import org.dockerrm.catalog.PackageValidator;
import org.dockerrm.catalog.TypeName;
import org.dockerrm.workflow.rule.RuleViolation;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Holds the processes of a package to the rules, and has the engine try them out, before the
 * package is taken.
 */
@Component
public class PackageProcessCheck implements PackageValidator {

  private final ProcessDeployer deployer;
  private final TransactionOperations transactions;

  /**
   * With an engine, in whose transactions nothing stays.
   *
   * @param transactions those of the engine's database
   */
  public PackageProcessCheck(RepositoryService repository, TransactionOperations transactions) {
    this.deployer = new ProcessDeployer(repository);
    this.transactions = transactions;
  }

  @Override
  public List<Finding> check(TypeName type, Descriptor descriptor, List<Path> processFiles) {
    return processFiles.stream()
        .flatMap(
            file ->
                Stream.concat(
                    ProcessFile.nameFault(file, descriptor).stream(),
                    findings(type, file).stream()))
        .toList();
  }

  private List<Finding> findings(TypeName type, Path path) {
    ProcessFile file = ProcessFile.ofPackage(type, path);
    return Objects.requireNonNull(
        transactions.execute(
            status -> {
              status.setRollbackOnly();
              return deployer.tryOut(file).stream().map(RuleViolation::finding).toList();
            }));
  }
}
