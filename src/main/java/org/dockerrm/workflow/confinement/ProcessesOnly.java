package org.dockerrm.workflow.confinement;

import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;

/** Refuses deployments of anything but one BPMN file: no cases, decisions, scripts or forms. */
final class ProcessesOnly implements Deployer {

  @Override
  public void deploy(DeploymentEntity deployment) {
    for (String name : deployment.getResources().keySet()) {
      if (!name.endsWith(".bpmn")) {
        throw new ProcessEngineException(
            "'" + name + "' is refused: processes alone are deployed, as files named *.bpmn");
      }
    }
    if (deployment.getResources().size() != 1) {
      throw new ProcessEngineException("a deployment holds exactly one process");
    }
  }
}
