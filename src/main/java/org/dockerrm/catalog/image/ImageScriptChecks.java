package org.dockerrm.catalog.image;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.dockerrm.location.HostException;
import org.dockerrm.location.ImageView;
import org.dockerrm.location.Location;

/** Which images lack a shell or their package's scripts; each is looked into once. */
final class ImageScriptChecks {

  private final Map<Key, Optional<String>> known = new ConcurrentHashMap<>();

  /** What the image that was found for a package lacks. */
  Optional<String> of(Location location, ImageNeed need, ImageView image) {
    // What was built here got its tags only after it had been looked into.
    return need.type().toString().equals(image.labels().get(ImageNeed.TYPE_LABEL))
        ? Optional.empty()
        : known.computeIfAbsent(
            new Key(location.name(), image.id(), need.scripts()), key -> look(location, key));
  }

  private static Optional<String> look(Location location, Key key) {
    try {
      return location.host().images().obstacle(key.image(), key.scripts());
    } catch (HostException e) {
      if (e.isTransient()) {
        throw e;
      }
      // Install reports what is wrong with an image that cannot be inspected.
      return Optional.empty();
    }
  }

  private record Key(String location, String image, List<String> scripts) {}
}
