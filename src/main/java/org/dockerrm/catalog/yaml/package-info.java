/** YAML files that strangers wrote, read with the line of every value and with every fault told. */
@NullMarked
package org.dockerrm.catalog.yaml;

import org.jspecify.annotations.NullMarked;
