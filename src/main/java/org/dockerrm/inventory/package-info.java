/** Resource instances, their properties and internal resources, and the state machine. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package org.dockerrm.inventory;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
