package org.dockerrm.catalog.image;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * @param withoutShell the references of those that have no shell
 */
record LocationImages(
    Location location,
    Optional<String> unreachable,
    Map<String, ImageView> images,
    Set<String> withoutShell) {

  LocationImages {
    images = Map.copyOf(images);
    withoutShell = Set.copyOf(withoutShell);
  }

  static LocationImages unreachable(Location location, String reason) {
    return new LocationImages(location, Optional.of(Quote.oneLine(reason)), Map.of(), Set.of());
  }

  /** Looks for these images; takes as long as the host does. */
  static LocationImages look(Location location, Collection<String> references, ImageShells shells) {
    try {
      Optional<String> unreachable = location.host().unreachable();
      if (unreachable.isPresent()) {
        return unreachable(location, unreachable.get());
      }
      Map<String, ImageView> images = new HashMap<>();
      Set<String> withoutShell = new HashSet<>();
      for (String reference : references) {
        Optional<ImageView> image = location.host().image(reference);
        image.ifPresent(found -> images.put(reference, found));
        image
            .filter(found -> !shells.hasShell(location, reference, found))
            .ifPresent(found -> withoutShell.add(reference));
      }
      return new LocationImages(location, Optional.empty(), images, withoutShell);
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

  /** Whether the image of that reference, if there is one, has a shell. */
  boolean hasShell(String reference) {
    return !withoutShell.contains(reference);
  }

  Optional<ImageView> image(String reference) {
    return Optional.ofNullable(images.get(reference));
  }
}
