/** The steps that touch the outside world or end a request, one small delegate each. */
@NullMarked
package org.dockerrm.workflow.step;

import org.jspecify.annotations.NullMarked;
