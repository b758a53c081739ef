/** The outbox with its Kafka publisher, and the trace file. */
@NullMarked
@ApplicationModule(allowedDependencies = {"config", "database"})
package org.dockerrm.event;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
