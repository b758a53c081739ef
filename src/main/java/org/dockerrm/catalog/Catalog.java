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

  /**
   * Adds an uploaded package, all or nothing: it is in the catalog and survives restarts, or
   * nothing of it is kept. Its image is built in the background.
   *
   * @throws java.io.UncheckedIOException where the disk fails
   */
  UploadResult upload(PackageUpload upload);

  /**
   * Removes a type that was uploaded, with its package and its unused images.
   *
   * @param typeName full name
   * @throws java.io.UncheckedIOException where the disk fails
   */
  RemovalResult remove(String typeName);
}
