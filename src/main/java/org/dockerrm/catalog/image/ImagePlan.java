package org.dockerrm.catalog.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dockerrm.catalog.image.ImageStatus.Building;
import org.dockerrm.catalog.image.ImageStatus.Ready;
import org.dockerrm.catalog.image.ImageStatus.Unavailable;

/**
 * What follows for one package from what the locations have. The first location that answers
 * decides whether the type can be used and which reference is its image; every other one that
 * answers must come to have that reference too.
 *
 * @param status how the type stands
 * @param orders the images to build
 */
record ImagePlan(ImageStatus status, List<ImageOrder> orders) {

  ImagePlan {
    orders = List.copyOf(orders);
  }

  /**
   * Makes the plan.
   *
   * @param looks what the locations have, in their order
   * @param before how the same package stood before
   * @param failure why an order failed that is not to be tried again by itself
   */
  static ImagePlan of(
      ImageNeed need,
      List<LocationImages> looks,
      Optional<ImageStatus> before,
      Function<ImageOrder.Key, Optional<String>> failure) {
    List<LocationImages> reachable = looks.stream().filter(LocationImages::isReachable).toList();
    if (reachable.isEmpty()) {
      return new ImagePlan(unseen(need, looks, before), List.of());
    }
    ImageNames names = need.names();
    List<ImageOrder> orders = new ArrayList<>();
    ImageStatus status =
        take(need, reachable.get(0), List.of(names.versioned(), names.latest()), failure, orders);
    List<String> acceptable =
        List.of(status instanceof Ready ready ? ready.reference() : names.versioned());
    for (LocationImages other : reachable.subList(1, reachable.size())) {
      take(need, other, acceptable, failure, orders);
    }
    return new ImagePlan(status, orders);
  }

  private static ImageStatus take(
      ImageNeed need,
      LocationImages there,
      List<String> acceptable,
      Function<ImageOrder.Key, Optional<String>> failure,
      List<ImageOrder> orders) {
    ImageDecision decision = ImageDecision.of(need, there, acceptable);
    if (decision instanceof ImageDecision.Use use) {
      return new Ready(use.reference());
    }
    if (decision instanceof ImageDecision.Missing missing) {
      return new Unavailable(missing.reason());
    }
    ImageOrder order =
        new ImageOrder(need, there.location(), ((ImageDecision.Build) decision).tags());
    Optional<String> failed = failure.apply(order.key());
    if (failed.isPresent()) {
      return new Unavailable(failed.get());
    }
    orders.add(order);
    return new Building(need.names().versioned(), there.name());
  }

  /** While nobody answers, what was known before stays true. */
  private static ImageStatus unseen(
      ImageNeed need, List<LocationImages> looks, Optional<ImageStatus> before) {
    if (before.isPresent() && !(before.get() instanceof Unavailable)) {
      return before.get();
    }
    String reasons =
        looks.stream()
            .map(look -> look.name() + ": " + look.unreachable().orElse(""))
            .collect(Collectors.joining("; "));
    return new Unavailable(
        "image "
            + need.names().versioned()
            + " cannot be looked for, no location answers ("
            + reasons
            + ")");
  }
}
