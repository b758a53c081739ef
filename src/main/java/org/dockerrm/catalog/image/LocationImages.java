package org.dockerrm.catalog.image;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.dockerrm.catalog.TypeName;
import org.dockerrm.catalog.yaml.Quote;
import org.dockerrm.location.HostException;
import org.dockerrm.location.ImageView;
import org.dockerrm.location.Location;

/**
 * The images of a location at the last look-up.
 *
 * @param location the location
 * @param unreachable why it could not be seen; empty where it could
 * @param images the images found, by the reference they were looked for
 * @param obstacles why those cannot be used that lack a shell or a script
 */
record LocationImages(
    Location location,
    Optional<String> unreachable,
    Map<String, ImageView> images,
    Map<Use, String> obstacles) {

  LocationImages {
    images = Map.copyOf(images);
    obstacles = Map.copyOf(obstacles);
  }

  /** A type's image under that reference. */
  record Use(TypeName type, String reference) {}

  static LocationImages unreachable(Location location, String reason) {
    return new LocationImages(location, Optional.of(Quote.oneLine(reason)), Map.of(), Map.of());
  }

  /** Looks for the images of these packages; takes as long as the host does. */
  static LocationImages look(
      Location location, Collection<ImageNeed> needs, ImageScriptChecks obstacles) {
    try {
      Optional<String> unreachable = location.host().unreachable();
      if (unreachable.isPresent()) {
        return unreachable(location, unreachable.get());
      }
      Map<String, ImageView> images = new HashMap<>();
      needs.stream()
          .flatMap(need -> need.lookedFor().stream())
          .distinct()
          .forEach(
              reference ->
                  location
                      .host()
                      .images()
                      .find(reference)
                      .ifPresent(it -> images.put(reference, it)));
      Map<Use, String> found = new HashMap<>();
      for (ImageNeed need : needs) {
        for (String reference : need.references()) {
          Optional.ofNullable(images.get(reference))
              .flatMap(image -> obstacles.of(location, need, image))
              .ifPresent(why -> found.put(new Use(need.type(), reference), why));
        }
      }
      return new LocationImages(location, Optional.empty(), images, found);
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

  /** Why a package cannot use the image of that reference; what follows "the image". */
  Optional<String> obstacle(ImageNeed need, String reference) {
    return Optional.ofNullable(obstacles.get(new Use(need.type(), reference)));
  }

  Optional<ImageView> image(String reference) {
    return Optional.ofNullable(images.get(reference));
  }
}
