package org.dockerrm.catalog;

import java.util.Optional;

/** The images of the types in the catalog, and their builds. */
public interface ImageBuilds {

  /**
   * How a type stands with its image.
   *
   * @param typeName its full name
   * @return empty where there is no such type, or it is one that needs no image
   */
  Optional<ImageReport> find(String typeName);

  /**
   * Has the image of a type built, or pulled, in the background, whether there is one or not. A
   * build of the same content that is under way is joined. Waits as long as locations take to tell
   * what they have, a few seconds at most.
   *
   * @return how it stands now; empty as in {@link #find}
   * @throws ImageRefused where it cannot be built as things are
   */
  Optional<ImageReport> build(String typeName);
}
