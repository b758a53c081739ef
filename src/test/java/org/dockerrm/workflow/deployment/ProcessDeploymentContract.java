package org.dockerrm.workflow.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.dockerrm.catalog.TypeName;
import org.dockerrm.workflow.rule.ProcessRules;
import org.dockerrm.workflow.rule.ProcessText;
import org.dockerrm.workflow.rule.RuleViolation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the deployment must do on every database. */
abstract class ProcessDeploymentContract {

  private static final TypeName VERSION_1 = new TypeName("web", "1.0");
  private static final TypeName VERSION_2 = new TypeName("web", "2.0");

  @TempDir private Path directory;
  private ProcessEngine engine;
  private RepositoryService repository;
  private ProcessDeployment deployment;

  /** A database without tables. */
  abstract DataSource emptyDatabase();

  @BeforeEach
  void startEngineOverCopiesOfTheShippedProcesses() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("processes"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, directory.resolve(file.getFileName()));
      }
    }
    engine = TestEngine.on(emptyDatabase(), Map.of());
    repository = engine.getRepositoryService();
    deployment = new ProcessDeployment(repository, directory);
  }

  @AfterEach
  void stopEngine() {
    engine.close();
  }

  @Test
  void deploysEveryShippedProcessAtStartUp() {
    deployment.afterSingletonsInstantiated();

    assertThat(repository.createProcessDefinitionQuery().list())
        .extracting(ProcessDefinition::getKey)
        .containsExactlyInAnyOrderElementsOf(ProcessDeployment.DEFAULTS);
    assertThat(repository.createDeploymentQuery().list())
        .allMatch(made -> "processes".equals(made.getSource()));
  }

  @Test
  void deploysNothingWhereNothingChanged() {
    deployment.afterSingletonsInstantiated();
    long deployments = repository.createDeploymentQuery().count();

    assertThat(deployment.redeploy()).isEmpty();
    new ProcessDeployment(repository, directory).afterSingletonsInstantiated();

    assertThat(repository.createDeploymentQuery().count()).isEqualTo(deployments);
    assertThat(version("Install")).isEqualTo(1);
  }

  @Test
  void makesANewVersionOfAChangedFileAlone() throws IOException {
    deployment.afterSingletonsInstantiated();
    change("Install", ProcessText.of("Install").replace(">PT2S,PT10S,PT30S<", ">PT60S<"));

    assertThat(deployment.redeploy()).isEmpty();

    assertThat(version("Install")).isEqualTo(2);
    assertThat(version("Start")).isEqualTo(1);
  }

  @Test
  void makesANewVersionWhereAFileIsChangedBack() throws IOException {
    deployment.afterSingletonsInstantiated();
    change("Install", ProcessText.of("Install").replace(">PT2S,PT10S,PT30S<", ">PT60S<"));
    deployment.redeploy();
    change("Install", ProcessText.of("Install"));
    deployment.redeploy();

    assertThat(version("Install")).isEqualTo(3);
  }

  @Test
  void keepsTheVersionInForceOfAFileThatBreaksARule() throws IOException {
    deployment.afterSingletonsInstantiated();
    change("Install", ProcessText.of("Install").without(" camunda:historyTimeToLive=\"P7D\""));

    assertThat(deployment.redeploy())
        .singleElement()
        .asString()
        .matches(
            "processes/Install\\.bpmn:\\d+: Install: rule 1: the process has no"
                + " camunda:historyTimeToLive; set one, such as P7D");
    new ProcessDeployment(repository, directory).afterSingletonsInstantiated();

    assertThat(version("Install")).isEqualTo(1);
  }

  @Test
  void keepsTheVersionInForceOfAFileWithAValueThatTheEngineCannotRead() throws IOException {
    deployment.afterSingletonsInstantiated();
    change("Install", ProcessText.of("Install").replace("=\"P7D\"", "=\"soon\""));

    assertThat(deployment.redeploy())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule()).isEqualTo(5);
              assertThat(finding.toString()).startsWith("processes/Install.bpmn:").contains("soon");
            });

    assertThat(version("Install")).isEqualTo(1);
  }

  @Test
  void keepsTheVersionInForceOfAFileThatIsGone() throws IOException {
    deployment.afterSingletonsInstantiated();
    Files.delete(directory.resolve("Install.bpmn"));

    new ProcessDeployment(repository, directory).afterSingletonsInstantiated();

    assertThat(version("Install")).isEqualTo(1);
  }

  @Test
  void doesNotStartWithoutAVersionOfADefaultProcess() throws IOException {
    change("Install", ProcessText.of("Install").without(" camunda:historyTimeToLive=\"P7D\""));
    Files.delete(directory.resolve("Stop.bpmn"));

    assertThatThrownBy(deployment::afterSingletonsInstantiated)
        .hasMessageContaining("no version is in force of Install, Stop")
        .hasMessageMatching("(?s).*processes/Install\\.bpmn:\\d+: Install: rule 1: .*");
  }

  @Test
  void doesNotStartWithoutItsDirectory() {
    ProcessDeployment nowhere = new ProcessDeployment(repository, directory.resolve("none"));

    assertThatThrownBy(nowhere::afterSingletonsInstantiated)
        .hasMessageContaining("none: it cannot be listed");
  }

  @Test
  void takesAFurtherProcessAndRefusesABrokenOneWithoutHarm() throws IOException {
    change("Mine", rename(ProcessText.of("Install"), "Mine"));
    Files.writeString(directory.resolve("Broken.bpmn"), "no XML");
    Files.write(directory.resolve("Large.bpmn"), new byte[ProcessRules.MAX_BYTES + 9]);
    Files.createDirectory(directory.resolve("Folder.bpmn"));

    deployment.afterSingletonsInstantiated();

    assertThat(version("Mine")).isEqualTo(1);
    assertThat(deployment.redeploy())
        .extracting(RuleViolation::file)
        .containsExactly("processes/Broken.bpmn", "processes/Folder.bpmn", "processes/Large.bpmn");
  }

  @Test
  void deploysThePackagesOwnProcesses() throws IOException {
    Path file = packageFile("web.Install", "PT30S");

    assertThat(deployment.deployPackage(VERSION_1, List.of(file))).isEmpty();
    assertThat(deployment.deployPackage(VERSION_1, List.of(file))).isEmpty();

    assertThat(version("web.Install")).isEqualTo(1);
    assertThat(deployment.packageProcess(VERSION_1, "Install")).isPresent();
    assertThat(deployment.packageProcess(VERSION_1, "Start")).isEmpty();
  }

  @Test
  void refusesAPackagesProcessOfAnotherName() throws IOException {
    Path file = packageFile("Install", "PT30S");

    assertThat(deployment.deployPackage(VERSION_1, List.of(file)))
        .singleElement()
        .asString()
        .matches("processes/Install\\.bpmn:\\d+: Install: the process id must be 'web.Install'.*");
    assertThat(deployment.packageProcess(VERSION_1, "Install")).isEmpty();
  }

  @Test
  void keepsTheProcessesOfTwoVersionsOfATypeApart() throws IOException {
    deployment.deployPackage(VERSION_1, List.of(packageFile("web.Install", "PT30S")));
    deployment.deployPackage(VERSION_2, List.of(packageFile("web.Install", "PT45S")));
    Optional<String> first = deployment.packageProcess(VERSION_1, "Install");
    Optional<String> second = deployment.packageProcess(VERSION_2, "Install");

    assertThat(first).isPresent().isNotEqualTo(second);

    deployment.deployPackage(VERSION_1, List.of(packageFile("web.Install", "PT60S")));

    assertThat(deployment.packageProcess(VERSION_1, "Install")).isPresent().isNotEqualTo(first);
    assertThat(deployment.packageProcess(VERSION_2, "Install")).isEqualTo(second);
  }

  private Path packageFile(String processId, String retries) throws IOException {
    Path folder = Files.createTempDirectory(directory, "package");
    ProcessText text =
        rename(ProcessText.of("Install"), processId)
            .replace(">PT2S,PT10S,PT30S<", ">" + retries + "<");
    return Files.write(folder.resolve("Install.bpmn"), text.bytes());
  }

  private static ProcessText rename(ProcessText text, String processId) {
    return text.replace("<bpmn:process id=\"Install\"", "<bpmn:process id=\"" + processId + "\"")
        .replace("bpmnElement=\"Install\"", "bpmnElement=\"" + processId + "\"");
  }

  private void change(String name, ProcessText text) throws IOException {
    Files.write(directory.resolve(name + ".bpmn"), text.bytes());
  }

  private int version(String processId) {
    return repository
        .createProcessDefinitionQuery()
        .processDefinitionKey(processId)
        .latestVersion()
        .singleResult()
        .getVersion();
  }
}
