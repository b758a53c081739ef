/** The rules that a process must keep to be deployed, and the delegates that it may name. */
@NullMarked
package org.dockerrm.workflow.rule;

import org.jspecify.annotations.NullMarked;
