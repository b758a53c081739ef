/** Descriptors from their YAML text, with everything that is to say about them. */
@NullMarked
package org.dockerrm.catalog.descriptor;

import org.jspecify.annotations.NullMarked;
