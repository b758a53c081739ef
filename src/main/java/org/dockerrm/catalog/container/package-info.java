/** The {@code container} section of descriptors: its keys, their forms, and references in them. */
@NullMarked
package org.dockerrm.catalog.container;

import org.jspecify.annotations.NullMarked;
