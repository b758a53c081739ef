/** Deployment locations and the port to a place where containers run. */
@NullMarked
@ApplicationModule(allowedDependencies = {"config", "database"})
package org.dockerrm.location;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
