package org.dockerrm.catalog;

/** What is known of a type's image where a container is to be made from it. */
public sealed interface ImageUse {

  /**
   * It is there.
   *
   * @param reference the image
   */
  record Ready(String reference) implements ImageUse {}

  /**
   * It is being built or pulled there, and can be asked for again.
   *
   * @param reason what is being done
   */
  record Making(String reason) implements ImageUse {}

  /**
   * It is not there and cannot be made.
   *
   * @param reason why, and what to do
   */
  record Unusable(String reason) implements ImageUse {}
}
