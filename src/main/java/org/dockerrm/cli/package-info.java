/**
 * The command line {@code dockerrm}: a client of the REST API and a program of its own. It uses no
 * Spring, and of the other modules only {@code spelling}, so that it starts within half a second.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"spelling"})
package org.dockerrm.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
