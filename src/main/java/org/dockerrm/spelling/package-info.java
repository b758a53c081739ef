/** Finds what misspelt names were meant to be, for the messages of every module. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package org.dockerrm.spelling;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
