/** A request from acceptance to answer: checks, idempotency, one open run per instance, status. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "config",
      "database",
      "catalog",
      "inventory",
      "secret",
      "location",
      "event"
    })
package org.dockerrm.transition;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
