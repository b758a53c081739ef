package org.dockerrm.workflow;

import org.springframework.stereotype.Component;

/** Placeholder until the deployment lands. */
@Component
class ProcessDeployment {
  void redeploy() {}
}
