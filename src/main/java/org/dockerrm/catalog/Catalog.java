package org.dockerrm.catalog;

import java.util.List;
import java.util.Optional;

/**
 * The resource types that this manager offers. Reads come from memory and never wait for a scan.
 */
public interface Catalog {

  /** All types in the order of their names, the built-in ones included. */
  List<ResourceType> types();

  /** The type of that exact name, {@code resource::name::version}. */
  Optional<ResourceType> find(String typeName);

  /**
   * Reads the package directories again: new and changed packages are taken in, packages that are
   * gone leave the catalog, missing images are built in the background.
   *
   * @return all types afterwards
   */
  List<ResourceType> rescan();
}
