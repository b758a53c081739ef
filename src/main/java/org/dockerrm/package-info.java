/** The Docker Resource Manager. */
@NullMarked
package org.dockerrm;

import org.jspecify.annotations.NullMarked;
