package org.dockerrm.workflow.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.dockerrm.catalog.TypeName;
import org.dockerrm.workflow.rule.RuleViolation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Keeps the engine's processes equal to the files (docs/reference/workflows.md, "Where processes
 * live"): each file is a deployment of its own, so that an unchanged one deploys nothing and a
 * changed one is a new version. A file that breaks a rule is refused and the version in force
 * stays.
 *
 * <p>The default processes are deployed once all beans exist, which is before requests are taken
 * and before the first job runs.
 */
@Component
public class ProcessDeployment implements SmartInitializingSingleton {

  /** The processes that the manager cannot do without. */
  static final List<String> DEFAULTS =
      List.of(
          "Install",
          "Configure",
          "Start",
          "Integrity",
          "Stop",
          "Reconfigure",
          "Uninstall",
          "Operation",
          "AddNetwork",
          "RemoveNetwork",
          "NetworkInstall",
          "NetworkUninstall",
          "VolumeInstall",
          "VolumeUninstall",
          "UndoInstall",
          "Upgrade",
          "UndoUpgrade",
          "Heal",
          "ScaleOut",
          "ScaleIn");

  private static final Logger LOG = LoggerFactory.getLogger(ProcessDeployment.class);

  private final RepositoryService repository;
  private final ProcessDeployer deployer;
  private final Path directory;

  @Autowired
  ProcessDeployment(
      RepositoryService repository, @Value("${dockerrm.processes-dir}") String directory) {
    this(repository, Path.of(directory));
  }

  ProcessDeployment(RepositoryService repository, Path directory) {
    this.repository = repository;
    this.deployer = new ProcessDeployer(repository);
    this.directory = directory;
  }

  /**
   * Deploys the default processes at start-up.
   *
   * @throws IllegalStateException naming every finding, where a default process has no version at
   *     all
   */
  @Override
  public void afterSingletonsInstantiated() {
    List<RuleViolation> findings = redeploy();
    List<String> missing = DEFAULTS.stream().filter(id -> !isInForce(id)).toList();
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          Stream.concat(
                  Stream.of("no version is in force of " + String.join(", ", missing)),
                  findings.stream().map(RuleViolation::toString))
              .collect(Collectors.joining(System.lineSeparator())));
    }
  }

  /**
   * Deploys the files of the processes directory that are new or have changed.
   *
   * @return what is wrong with the files that were refused, each logged too; empty where every file
   *     is in force
   */
  public List<RuleViolation> redeploy() {
    List<RuleViolation> findings = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      files
          .filter(file -> ProcessFile.fileName(file).endsWith(ProcessFile.SUFFIX))
          .sorted()
          .forEach(file -> findings.addAll(deployer.deploy(ProcessFile.ofDefaults(file))));
    } catch (IOException e) {
      findings.add(
          new RuleViolation(
              directory.toString(), 0, "", RuleViolation.FILE, "it cannot be listed: " + e));
    }
    findings.forEach(finding -> LOG.warn("{}", finding));
    return List.copyOf(findings);
  }

  /**
   * Deploys a package's own processes, {@code <Transition>.bpmn} with process id {@code <resource
   * name>.<Transition>}, where they are new or have changed.
   *
   * @param type the package's type
   * @param files its process files
   * @return what is wrong with the files that were refused
   */
  public List<RuleViolation> deployPackage(TypeName type, List<Path> files) {
    List<RuleViolation> findings = new ArrayList<>();
    for (Path file : files) {
      findings.addAll(deployer.deploy(ProcessFile.ofPackage(type, file)));
    }
    return List.copyOf(findings);
  }

  /**
   * The process of a package in force for exactly that type: two versions of a type have processes
   * of one id, so that the engine's latest may be the other's.
   *
   * @param transition in the spelling of the file's name
   * @return process definition id; empty where the package never brought that process
   */
  public Optional<String> packageProcess(TypeName type, String transition) {
    PackageProcess process = new PackageProcess(type, transition);
    List<Deployment> latest =
        repository
            .createDeploymentQuery()
            .deploymentName(process.deployment())
            .orderByDeploymentTime()
            .desc()
            .listPage(0, 1);
    return latest.stream()
        .flatMap(deployment -> definitions(deployment.getId()))
        .map(ProcessDefinition::getId)
        .findFirst();
  }

  private Stream<ProcessDefinition> definitions(String deploymentId) {
    return repository.createProcessDefinitionQuery().deploymentId(deploymentId).list().stream();
  }

  private boolean isInForce(String processId) {
    return repository
            .createProcessDefinitionQuery()
            .processDefinitionKey(processId)
            .latestVersion()
            .count()
        > 0;
  }
}
