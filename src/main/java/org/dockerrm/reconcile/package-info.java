/** Keeps the inventory true to what the container hosts hold. */
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
