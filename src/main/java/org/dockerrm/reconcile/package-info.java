/** Compares the inventory with the container hosts. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "config",
      "database",
      "catalog",
      "inventory",
      "secret",
      "location",
      "transition"
    })
package org.dockerrm.reconcile;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
