/** Requests from acceptance to end: checks, idempotency, one open request per instance, status. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "config",
      "database",
      "catalog",
      "inventory",
      "secret",
      "location",
      "event",
      "spelling"
    })
package org.dockerrm.transition;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
