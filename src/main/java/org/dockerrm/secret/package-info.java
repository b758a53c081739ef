/** The secrets of instances: which they are and were, and texts without them. */
@NullMarked
@ApplicationModule(allowedDependencies = {"catalog", "inventory", "location"})
package org.dockerrm.secret;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
