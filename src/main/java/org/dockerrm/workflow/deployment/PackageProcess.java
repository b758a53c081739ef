package org.dockerrm.workflow.deployment;

import org.dockerrm.catalog.TypeName;

/**
 * A transition process that a package brings for its own type.
 *
 * @param type the package's type
 * @param transition the transition, in the spelling of the file's name
 */
record PackageProcess(TypeName type, String transition) {

  String processId() {
    return type.name() + "." + transition;
  }

  /** Holds the version too: two versions of a type have processes of one id. */
  String deployment() {
    return type + "/" + transition + ProcessFile.SUFFIX;
  }
}
