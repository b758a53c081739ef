/** A host in memory that behaves as a Docker engine does, with faults, delays and a clock. */
@NullMarked
package org.dockerrm.location.memory;

import org.jspecify.annotations.NullMarked;
