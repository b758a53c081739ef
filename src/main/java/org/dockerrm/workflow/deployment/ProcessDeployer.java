package org.dockerrm.workflow.deployment;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DeploymentWithDefinitions;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.dockerrm.workflow.rule.ProcessRules;
import org.dockerrm.workflow.rule.RuleViolation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings one file into the engine where it keeps the rules and has changed. */
final class ProcessDeployer {

  private static final Logger LOG = LoggerFactory.getLogger(ProcessDeployer.class);

  private final RepositoryService repository;
  private final ProcessRules rules = new ProcessRules();

  ProcessDeployer(RepositoryService repository) {
    this.repository = repository;
  }

  /** All findings; empty where the file's content is the version in force now. */
  List<RuleViolation> deploy(ProcessFile file) {
    return sound(file, content -> deploy(file, content));
  }

  /**
   * All findings that deploying the file would have, from the rules and then from the engine, in
   * the caller's transaction, which must be rolled back.
   */
  List<RuleViolation> tryOut(ProcessFile file) {
    return sound(file, content -> bringIn(file, content, deployment -> {}));
  }

  private List<RuleViolation> sound(
      ProcessFile file, Function<byte[], List<RuleViolation>> deployment) {
    byte[] content;
    try {
      content = file.read();
    } catch (IOException e) {
      return List.of(ofFile(file, 0, "", "it cannot be read: " + e));
    }
    List<RuleViolation> violations = rules.check(file.label(), file.processId(), content);
    return violations.isEmpty() ? deployment.apply(content) : violations;
  }

  private List<RuleViolation> deploy(ProcessFile file, byte[] content) {
    return bringIn(
        file,
        content,
        deployment ->
            newDefinitions(deployment)
                .forEach(
                    definition ->
                        LOG.info(
                            "{}: version {} is in force", file.label(), definition.getVersion())));
  }

  private List<RuleViolation> bringIn(
      ProcessFile file, byte[] content, Consumer<DeploymentWithDefinitions> done) {
    try {
      DeploymentWithDefinitions deployment =
          repository
              .createDeployment()
              .name(file.deployment())
              .source(file.source())
              .addInputStream(ProcessFile.fileName(file.path()), new ByteArrayInputStream(content))
              .enableDuplicateFiltering(true)
              .deployWithResult();
      done.accept(deployment);
      return List.of();
    } catch (ParseException e) {
      return e.getResorceReports().stream()
          .flatMap(report -> report.getErrors().stream())
          .map(
              problem ->
                  ofFile(file, problem.getLine(), problem.getMainElementId(), problem.getMessage()))
          .toList();
    } catch (RuntimeException e) {
      // One file that the engine cannot take must keep neither the others nor a start from going
      // on.
      LOG.debug("{} is refused", file.label(), e);
      return List.of(ofFile(file, 0, "", "the process engine refuses it: " + e.getMessage()));
    }
  }

  private static Stream<ProcessDefinition> newDefinitions(DeploymentWithDefinitions deployment) {
    return Stream.ofNullable(deployment.getDeployedProcessDefinitions()).flatMap(List::stream);
  }

  private static RuleViolation ofFile(
      ProcessFile file, int line, @Nullable String element, String message) {
    return new RuleViolation(
        file.label(), line, element == null ? "" : element, RuleViolation.FILE, message);
  }
}
