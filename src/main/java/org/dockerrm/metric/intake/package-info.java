/** How metrics come in: reading, checking, and the threads that hand them on. */
@NullMarked
package org.dockerrm.metric.intake;

import org.jspecify.annotations.NullMarked;
