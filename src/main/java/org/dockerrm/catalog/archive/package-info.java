/** Archives of packages: looked through before anything is written, and unpacked within limits. */
@NullMarked
package org.dockerrm.catalog.archive;

import org.jspecify.annotations.NullMarked;
