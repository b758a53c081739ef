/** Deployment locations and the port to a place where containers run. */
@NullMarked
@ApplicationModule(allowedDependencies = {"config"})
package org.dockerrm.location;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
