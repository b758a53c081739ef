/** Typed settings from the YAML files, validated at the start with file and key in the message. */
@NullMarked
@ApplicationModule(allowedDependencies = {"spelling"})
package org.dockerrm.config;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
