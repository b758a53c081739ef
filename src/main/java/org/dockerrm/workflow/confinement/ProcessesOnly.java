package org.dockerrm.workflow.confinement;

import java.util.List;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.Problem;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.impl.xml.ProblemImpl;
import org.jspecify.annotations.Nullable;

/** Refuses deployments of anything but one BPMN file: no cases, decisions, scripts or forms. */
final class ProcessesOnly implements Deployer {

  private static final @Nullable Element NO_ELEMENT = null;

  @Override
  public void deploy(DeploymentEntity deployment) {
    for (String name : deployment.getResources().keySet()) {
      if (!name.endsWith(".bpmn")) {
        String why =
            "'" + name + "' is refused: processes alone are deployed, as files named *.bpmn";
        List<Problem> problems = List.of(new ProblemImpl(why, NO_ELEMENT));
        throw new ParseException(why, name, problems, List.of());
      }
    }
    if (deployment.getResources().size() != 1) {
      throw new BadUserRequestException("a deployment holds exactly one process");
    }
  }
}
