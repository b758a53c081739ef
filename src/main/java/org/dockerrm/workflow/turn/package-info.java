/** Order of jobs: how many jobs of a location, and starts of containers, run at a time. */
@NullMarked
package org.dockerrm.workflow.turn;

import org.jspecify.annotations.NullMarked;
