/** Brings the process files of the manager and of packages into the engine. */
@NullMarked
package org.dockerrm.workflow.deployment;

import org.jspecify.annotations.NullMarked;
