/** Waiting for containers to become healthy: a task that waits, and verdicts brought to it. */
@NullMarked
package org.dockerrm.workflow.health;

import org.jspecify.annotations.NullMarked;
