package org.dockerrm.catalog.image;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.dockerrm.catalog.yaml.Quote;
import org.dockerrm.location.HostException;
import org.dockerrm.location.ImageView;
import org.dockerrm.location.Location;

/**
 * What a location had when somebody looked.
 *
 * @param location the location
 * @param unreachable why it could not be seen; empty where it could
 * @param images the images found, by the reference they were looked for
 */
record LocationImages(
    Location location, Optional<String> unreachable, Map<String, ImageView> images) {

  LocationImages {
    images = Map.copyOf(images);
  }

  static LocationImages unreachable(Location location, String reason) {
    return new LocationImages(location, Optional.of(Quote.oneLine(reason)), Map.of());
  }

  /** Looks for these images; takes as long as the host does. */
  static LocationImages look(Location location, Collection<String> references) {
    try {
      Optional<String> unreachable = location.host().unreachable();
      if (unreachable.isPresent()) {
        return unreachable(location, unreachable.get());
      }
      Map<String, ImageView> images = new HashMap<>();
      for (String reference : references) {
        location.host().image(reference).ifPresent(image -> images.put(reference, image));
      }
      return new LocationImages(location, Optional.empty(), images);
    } catch (HostException e) {
      return unreachable(location, String.valueOf(e.getMessage()));
    }
  }

  boolean isReachable() {
    return unreachable.isEmpty();
  }

  String name() {
    return location.name();
  }

  Optional<ImageView> image(String reference) {
    return Optional.ofNullable(images.get(reference));
  }
}
