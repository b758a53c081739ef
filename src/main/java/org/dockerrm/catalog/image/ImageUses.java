package org.dockerrm.catalog.image;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.dockerrm.catalog.ImageUse;
import org.dockerrm.catalog.TypeName;
import org.dockerrm.catalog.image.ImageOrder.Place;
import org.dockerrm.catalog.image.ImageStatus.Ready;
import org.dockerrm.location.HostException;
import org.dockerrm.location.Location;

/**
 * Images at the moment of their use. A location that a client made gets an image only here, and an
 * image that was removed by hand is noticed here.
 */
final class ImageUses {

  private final ImageBuilder builder;
  private final ImageScriptChecks obstacles;
  private final Map<Place, Seen> seen = new ConcurrentHashMap<>();

  ImageUses(ImageBuilder builder, ImageScriptChecks obstacles) {
    this.builder = builder;
    this.obstacles = obstacles;
  }

  /** An image that was there, made from a package with that hash. */
  private record Seen(String hash, String reference) {}

  /**
   * The image, or what is done about it.
   *
   * @param status how the package stands; other locations use the same reference
   */
  ImageUse use(ImageNeed need, ImageStatus status, Location location, Instant since) {
    Place place = new Place(need.type().toString(), location.name());
    Seen before = seen.get(place);
    if (before != null && before.hash().equals(need.hash())) {
      return new ImageUse.Ready(before.reference());
    }
    LocationImages there = LocationImages.look(location, List.of(need), obstacles);
    if (there.unreachable().isPresent()) {
      throw new HostException(HostException.Reason.UNREACHABLE, there.unreachable().get());
    }
    List<String> acceptable =
        status instanceof Ready ready ? List.of(ready.reference()) : need.references();
    ImageDecision decision = ImageDecision.of(need, there, acceptable);
    if (decision instanceof ImageDecision.Use use) {
      seen.put(place, new Seen(need.hash(), use.reference()));
      return new ImageUse.Ready(use.reference());
    }
    if (decision instanceof ImageDecision.Missing missing) {
      return new ImageUse.Unusable(missing.reason());
    }
    if (decision instanceof ImageDecision.Unfit unfit) {
      return new ImageUse.Unusable(unfit.reason());
    }
    return make(
        new ImageOrder(need, location, ((ImageDecision.Make) decision).tags(), false), since);
  }

  private ImageUse make(ImageOrder order, Instant since) {
    Optional<String> failure = builder.failureSince(order.key(), since);
    if (failure.isPresent()) {
      return new ImageUse.Unusable(failure.get());
    }
    builder.submitUnlessOpen(order);
    return new ImageUse.Making(
        "image "
            + order.need().reference()
            + (order.need().isReadyMade() ? " is being pulled" : " is being built")
            + " on location "
            + order.location().name());
  }

  /** Whether it is being made, or waits for its turn. */
  boolean isBeingMade(TypeName type, Location location) {
    return builder
        .run(new Place(type.toString(), location.name()))
        .filter(ImageRun::isOpen)
        .isPresent();
  }

  /** Takes nothing for granted about that type on that location any more. */
  void forget(TypeName type, Location location) {
    seen.remove(new Place(type.toString(), location.name()));
  }

  /** Takes nothing for granted any more. */
  void forgetAll() {
    seen.clear();
  }
}
