/** Deployment locations and the interface to their hosts. */
@NullMarked
@ApplicationModule(allowedDependencies = {"config", "database"})
package org.dockerrm.location;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
