/** Package directories: read, checked against each other, remembered, and kept as the catalog. */
@NullMarked
package org.dockerrm.catalog.packages;

import org.jspecify.annotations.NullMarked;
