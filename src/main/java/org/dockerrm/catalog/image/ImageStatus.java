package org.dockerrm.catalog.image;

/** How a type stands with its image. */
public sealed interface ImageStatus {

  /**
   * Containers can be made.
   *
   * @param reference the image to make them from
   * @param id the image's id
   * @param location where it was found
   */
  record Ready(String reference, String id, String location) implements ImageStatus {}

  /**
   * The image is being built or pulled, or waits for its turn.
   *
   * @param reference the image
   * @param location where
   * @param pulled whether it is pulled
   */
  record Building(String reference, String location, boolean pulled) implements ImageStatus {}

  /** There is no image to use. */
  sealed interface Unusable extends ImageStatus {

    /** Why, and what to do; fit for operators. */
    String reason();
  }

  /**
   * There is none.
   *
   * @param reason why, and what to do
   */
  record Unavailable(String reason) implements Unusable {}

  /**
   * It could not be made, or is of no use.
   *
   * @param reason why, and what to do
   */
  record Failed(String reason) implements Unusable {}
}
