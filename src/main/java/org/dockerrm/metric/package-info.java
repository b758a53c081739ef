/** Metrics that instances publish: intake, latest values and history. */
@ApplicationModule(
    allowedDependencies = {"config", "database", "catalog", "inventory", "secret", "location"})
@NullMarked
package org.dockerrm.metric;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
