package org.dockerrm.catalog;

import java.nio.file.Path;
import java.util.List;

/** Checks the parts of a package that belong to another module, before the package is accepted. */
@FunctionalInterface
public interface PackageValidator {

  /**
   * What is wrong with a package's own processes.
   *
   * @param type its type
   * @param descriptor what it offers
   * @param processFiles the files
   */
  List<Finding> check(TypeName type, Descriptor descriptor, List<Path> processFiles);
}
