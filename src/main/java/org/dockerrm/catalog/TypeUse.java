package org.dockerrm.catalog;

/** Knows whether types have instances; implemented by the module that accepts requests. */
@FunctionalInterface
public interface TypeUse {

  /**
   * Changes or removes a type that has no instance. None comes to be while the change runs, and who
   * asks for one afterwards sees the type as it is then.
   *
   * @param typeName full name
   * @return whether it was changed; false where an instance exists
   */
  boolean changeUnused(String typeName, Runnable change);
}
