package org.dockerrm.workflow.deployment;

import java.util.List;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.Problem;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;
import org.dockerrm.workflow.rule.ProcessRules;
import org.dockerrm.workflow.rule.RuleViolation;

/**
 * Answers a deployment over the engine's REST API, as Camunda Modeler makes them, with what the
 * rules say of its files, and deploys nothing: what is in force is what the manager's files say.
 */
public final class LoginDeployments implements Deployer {

  private final ProcessRules rules = new ProcessRules();

  @Override
  public void deploy(DeploymentEntity deployment) {
    boolean byLogin = Context.getCommandContext().getAuthentication() != null;
    if (!deployment.isNew() || !byLogin) {
      return;
    }
    for (ResourceEntity file : deployment.getResources().values()) {
      String name = file.getName().substring(file.getName().lastIndexOf('/') + 1);
      List<Problem> problems =
          rules.check(name, ProcessFile.stem(name), file.getBytes()).stream()
              .<Problem>map(Found::new)
              .toList();
      if (!problems.isEmpty()) {
        String all = String.join("; ", problems.stream().map(Problem::getMessage).toList());
        throw new ParseException(name + " breaks rules: " + all, name, problems, List.of());
      }
    }
    throw new BadUserRequestException(
        "the file keeps all rules. It is not deployed from here: put it into processes/, or into a"
            + " package's processes/, then PUT /api/resource-manager/onboarding");
  }

  private record Found(RuleViolation violation) implements Problem {

    @Override
    public String getMessage() {
      return (violation.rule() == RuleViolation.FILE ? "" : "rule " + violation.rule() + ": ")
          + violation.message();
    }

    @Override
    public int getLine() {
      return violation.line();
    }

    @Override
    public int getColumn() {
      return 0;
    }

    @Override
    public String getMainElementId() {
      return violation.elementId();
    }

    @Override
    public List<String> getElementIds() {
      return violation.elementId().isEmpty() ? List.of() : List.of(violation.elementId());
    }
  }
}
