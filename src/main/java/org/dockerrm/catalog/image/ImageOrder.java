package org.dockerrm.catalog.image;

import java.util.List;
import org.dockerrm.location.ImageBuild;
import org.dockerrm.location.Location;

/**
 * An image to be built on a location.
 *
 * @param need the package
 * @param location where
 * @param tags the references it gets
 */
record ImageOrder(ImageNeed need, Location location, List<String> tags) {

  ImageOrder {
    tags = List.copyOf(tags);
  }

  ImageBuild build() {
    return new ImageBuild(need.directory(), tags, need.labels());
  }

  /** Equal for orders of which one is enough. */
  Key key() {
    return new Key(need.type().toString(), need.hash(), location.name());
  }

  /** What an order is known by. */
  record Key(String type, String hash, String location) {}
}
