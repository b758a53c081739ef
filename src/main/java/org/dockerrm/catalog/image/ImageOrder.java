package org.dockerrm.catalog.image;

import java.util.List;
import org.dockerrm.config.PackageSettings;
import org.dockerrm.location.ImageBuild;
import org.dockerrm.location.Location;

/**
 * An image to be built or pulled on a location.
 *
 * @param need the package
 * @param location where
 * @param tags the references it gets; what is pulled has its own
 * @param again whether to do it although there is an image
 */
record ImageOrder(ImageNeed need, Location location, List<String> tags, boolean again) {

  ImageOrder {
    tags = List.copyOf(tags);
  }

  ImageBuild build(PackageSettings rules) {
    return new ImageBuild(
        need.directory(),
        tags,
        need.labels(),
        need.scripts(),
        rules.buildNetwork(),
        rules.maxImageBytes(),
        need.readOnly());
  }

  /** Equal for orders of which one is enough. */
  Key key() {
    return new Key(place(), need.hash());
  }

  /** Where only one order at a time is carried out. */
  Place place() {
    return new Place(need.type().toString(), location.name());
  }

  /** The same order, to be carried out although there is an image. */
  ImageOrder repeated() {
    return new ImageOrder(need, location, tags, true);
  }

  /** A type on a location. */
  record Place(String type, String location) {}

  /** What an order is known by. */
  record Key(Place place, String hash) {}
}
