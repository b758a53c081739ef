/**
 * Everything Camunda: deployment and rules of the processes, delegates, error mapping, recovery.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "config",
      "database",
      "catalog",
      "inventory",
      "secret",
      "location",
      "transition",
      "metric"
    })
package org.dockerrm.workflow;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
