/** Reads untrusted YAML files with the line of every value, and reports every fault. */
@NullMarked
package org.dockerrm.catalog.yaml;

import org.jspecify.annotations.NullMarked;
