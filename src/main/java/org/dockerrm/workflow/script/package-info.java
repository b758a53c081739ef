/** Scripts in containers: started by a task that then waits, their results delivered to it. */
@NullMarked
package org.dockerrm.workflow.script;

import org.jspecify.annotations.NullMarked;
