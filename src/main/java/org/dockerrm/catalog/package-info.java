/** Resource types: descriptors, their findings, package directories and image builds. */
@NullMarked
@ApplicationModule(allowedDependencies = {"config", "database", "location", "spelling"})
package org.dockerrm.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
