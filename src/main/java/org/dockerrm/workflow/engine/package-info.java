/** How the process engine is set up: progress, incidents, job locks, logins. */
@NullMarked
package org.dockerrm.workflow.engine;

import org.jspecify.annotations.NullMarked;
