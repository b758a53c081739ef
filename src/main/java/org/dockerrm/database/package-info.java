/**
 * What the users of the database have in common: whether what was read is there after a crash, too,
 * and threads that are never interrupted, since that would close the file of an embedded one.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package org.dockerrm.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
