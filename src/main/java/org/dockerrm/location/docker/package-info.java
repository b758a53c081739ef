/** Docker engines as container hosts; the only package that knows docker-java. */
@NullMarked
package org.dockerrm.location.docker;

import org.jspecify.annotations.NullMarked;
