/** The images behind packages: which to use, which to build, and the builds themselves. */
@NullMarked
package org.dockerrm.catalog.image;

import org.jspecify.annotations.NullMarked;
