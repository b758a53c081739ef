/**
 * Durability of what was read from the database, and threads that are never interrupted, since an
 * interrupt closes the file of an embedded database.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package org.dockerrm.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
