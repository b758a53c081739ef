/** How secrets are found in text: the forms they are written in, and one pass that finds all. */
@NullMarked
package org.dockerrm.catalog.secret;

import org.jspecify.annotations.NullMarked;
