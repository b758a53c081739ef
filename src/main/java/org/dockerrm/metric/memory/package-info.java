/** The latest reports and a bounded history of them. */
@NullMarked
package org.dockerrm.metric.memory;

import org.jspecify.annotations.NullMarked;
