package org.dockerrm.catalog.image;

import java.util.List;
import java.util.Optional;
import org.dockerrm.catalog.TypeName;
import org.dockerrm.location.ImageView;

/** What to do about a package's image on one location. */
sealed interface ImageDecision {

  /**
   * An image is there.
   *
   * @param reference the reference to use
   * @param id its id
   */
  record Use(String reference, String id) implements ImageDecision {}

  /**
   * It must be built or pulled.
   *
   * @param tags the references to give it
   */
  record Make(List<String> tags) implements ImageDecision {
    /** Copies the tags. */
    public Make {
      tags = List.copyOf(tags);
    }
  }

  /**
   * An image is there that cannot be used.
   *
   * @param reason why, and what to do
   */
  record Unfit(String reason) implements ImageDecision {}

  /**
   * It is missing and cannot be built.
   *
   * @param reason why, and what to do
   */
  record Missing(String reason) implements ImageDecision {}

  /**
   * Decides: an image that was built by hand is used as it is; one built here is used as long as
   * its package and the base image are unchanged.
   *
   * @param acceptable the references that may be used, the best one first
   */
  static ImageDecision of(ImageNeed need, LocationImages there, List<String> acceptable) {
    for (String reference : acceptable) {
      Optional<ImageView> image = there.image(reference);
      if (image.isPresent() && isFit(need, there, reference, image.get())) {
        Use use = new Use(reference, image.get().id());
        return there
            .obstacle(need, reference)
            .<ImageDecision>map(
                why -> new Unfit("image " + reference + " on location " + there.name() + " " + why))
            .orElse(use);
      }
    }
    return make(need, there);
  }

  /** Decides how to come by an image where none is there, or a new one is wanted. */
  static ImageDecision make(ImageNeed need, LocationImages there) {
    if (need.isReadyMade()) {
      return new Make(need.references());
    }
    ImageNames names = need.names();
    if (!need.buildable()) {
      return new Missing(
          "image "
              + names.versioned()
              + " is missing on location "
              + there.name()
              + " and the package has neither a Dockerfile to build it from nor the name of an image");
    }
    if (need.onBaseImage() && there.image(ImageNames.BASE).isEmpty()) {
      return new Missing(
          "image "
              + names.versioned()
              + " cannot be built: the base image "
              + ImageNames.BASE
              + " is missing on location "
              + there.name()
              + "; make it with ./dockerrm up, or in baseimage/ with"
              + " docker-compose -f rm-base.yml build");
    }
    boolean latestIsHandMade =
        there.image(names.latest()).filter(image -> !isOurs(need, image)).isPresent();
    return new Make(
        latestIsHandMade ? List.of(names.versioned()) : List.of(names.versioned(), names.latest()));
  }

  private static boolean isFit(
      ImageNeed need, LocationImages there, String reference, ImageView image) {
    if (need.isReadyMade()
        || !isOurs(need, image)
        || isCurrent(need, image, there.image(ImageNames.BASE))) {
      return true;
    }
    // Nothing better can be had; the latest of another version is not this type's, though.
    return !need.buildable() && reference.equals(need.names().versioned());
  }

  /**
   * Whether it was built from the package as it is, on the base image that is there now; a base
   * without a hash says nothing.
   */
  static boolean isCurrent(ImageNeed need, ImageView image, Optional<ImageView> base) {
    String builtOn = image.labels().get(ImageNeed.BASE_HASH_LABEL);
    return need.hash().equals(image.labels().get(ImageNeed.HASH_LABEL))
        && base.map(there -> there.labels().get(ImageNeed.BASE_HASH_LABEL))
            .map(hash -> builtOn == null || hash.equals(builtOn))
            .orElse(true);
  }

  /**
   * Images inherit labels, so only one that names this package, in any version, was built from it.
   */
  private static boolean isOurs(ImageNeed need, ImageView image) {
    return Optional.ofNullable(image.labels().get(ImageNeed.TYPE_LABEL))
        .flatMap(TypeName::parse)
        .filter(type -> type.name().equalsIgnoreCase(need.type().name()))
        .isPresent();
  }
}
