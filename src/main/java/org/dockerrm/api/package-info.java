/** HTTP: the resource manager API, its representations and problem responses. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "config",
      "database",
      "catalog",
      "inventory",
      "secret",
      "transition",
      "location",
      "reconcile",
      "event",
      "metric",
      "policy"
    })
package org.dockerrm.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
