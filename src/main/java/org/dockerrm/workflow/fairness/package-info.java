/** Order of jobs: how many jobs of a location, and starts of containers, run at a time. */
@NullMarked
package org.dockerrm.workflow.fairness;

import org.jspecify.annotations.NullMarked;
