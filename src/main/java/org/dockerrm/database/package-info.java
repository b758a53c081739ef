/** What all rows have in common: whether what was read of them is there after a crash, too. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package org.dockerrm.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
