package org.dockerrm.catalog.image;

/** How a type stands with its image. */
public sealed interface ImageStatus {

  /**
   * Containers can be made.
   *
   * @param reference the image to make them from
   */
  record Ready(String reference) implements ImageStatus {}

  /**
   * The image is being built, or waits for its turn.
   *
   * @param reference the image
   * @param location where it is built
   */
  record Building(String reference, String location) implements ImageStatus {}

  /**
   * There is no image to use.
   *
   * @param reason why, fit for operators
   */
  record Unavailable(String reason) implements ImageStatus {}
}
