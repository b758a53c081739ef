/** The base image of resource packages and the example package, tried on a real engine. */
@NullMarked
package org.dockerrm.baseimage;

import org.jspecify.annotations.NullMarked;
