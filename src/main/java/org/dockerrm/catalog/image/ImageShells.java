package org.dockerrm.catalog.image;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.dockerrm.catalog.TypeName;
import org.dockerrm.location.HostException;
import org.dockerrm.location.ImageView;
import org.dockerrm.location.Location;

/** Which images have a shell; each is looked into once. */
final class ImageShells {

  private final Map<Key, Boolean> known = new ConcurrentHashMap<>();

  /** Whether the image that was found under that reference has one. */
  boolean hasShell(Location location, String reference, ImageView image) {
    return wasBuiltAs(reference, image)
        || known.computeIfAbsent(
            new Key(location.name(), image.id()), key -> look(location, key.id()));
  }

  private static boolean look(Location location, String id) {
    try {
      return location.host().hasShell(id);
    } catch (HostException e) {
      if (e.isTransient()) {
        throw e;
      }
      // Install will tell what is wrong with an image that cannot even be looked into.
      return true;
    }
  }

  /** What was built here got its tags only after it had been looked into. */
  private static boolean wasBuiltAs(String reference, ImageView image) {
    return Optional.ofNullable(image.labels().get(ImageNeed.TYPE_LABEL))
        .flatMap(TypeName::parse)
        .map(ImageNames::of)
        .filter(names -> names.all().contains(reference))
        .isPresent();
  }

  private record Key(String location, String id) {}
}
