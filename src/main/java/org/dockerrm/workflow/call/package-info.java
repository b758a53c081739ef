/** How a process runs another request's process as a part of its own, and which process that is. */
@NullMarked
package org.dockerrm.workflow.call;

import org.jspecify.annotations.NullMarked;
