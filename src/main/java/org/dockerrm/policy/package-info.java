/** Heal and scale rules over metrics: their counts, cool-downs and budgets. */
@ApplicationModule(
    allowedDependencies = {"config", "database", "catalog", "inventory", "metric", "transition"})
@NullMarked
package org.dockerrm.policy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
