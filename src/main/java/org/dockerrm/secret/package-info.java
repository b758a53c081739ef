/** Present and former secrets of instances, and masking of texts. */
@NullMarked
@ApplicationModule(allowedDependencies = {"catalog", "inventory", "location"})
package org.dockerrm.secret;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
