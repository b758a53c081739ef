package org.dockerrm.catalog.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dockerrm.catalog.image.ImageStatus.Building;
import org.dockerrm.catalog.image.ImageStatus.Failed;
import org.dockerrm.catalog.image.ImageStatus.Ready;
import org.dockerrm.catalog.image.ImageStatus.Unavailable;
import org.dockerrm.catalog.image.ImageStatus.Unusable;

/**
 * What follows for one package from what the locations have. The first location that answers
 * decides whether the type can be used and which reference is its image; every other one that
 * answers must come to have that reference too.
 *
 * @param status how the type stands
 * @param orders the images to build or pull
 * @param lacks why other locations than the first go without the image
 */
record ImagePlan(ImageStatus status, List<ImageOrder> orders, List<String> lacks) {

  ImagePlan {
    orders = List.copyOf(orders);
    lacks = List.copyOf(lacks);
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
    Optional<Ready> known = before.filter(Ready.class::isInstance).map(Ready.class::cast);
    // What was known of a location is kept while it does not answer.
    boolean decided = known.isPresent() && !looks.get(0).isReachable();
    if (!decided && reachable.isEmpty()) {
      return new ImagePlan(unseen(need, looks, before), List.of(), List.of());
    }
    List<ImageOrder> orders = new ArrayList<>();
    List<String> lacks = new ArrayList<>();
    ImageStatus status =
        decided ? known.get() : take(need, reachable.get(0), need.references(), failure, orders);
    String reference = status instanceof Ready ready ? ready.reference() : need.reference();
    for (LocationImages other : reachable.subList(decided ? 0 : 1, reachable.size())) {
      if (take(need, other, List.of(reference), failure, orders) instanceof Unusable lack) {
        lacks.add(lack.reason());
      }
    }
    return new ImagePlan(status, orders, lacks);
  }

  private static ImageStatus take(
      ImageNeed need,
      LocationImages there,
      List<String> acceptable,
      Function<ImageOrder.Key, Optional<String>> failure,
      List<ImageOrder> orders) {
    ImageDecision decision = ImageDecision.of(need, there, acceptable);
    if (decision instanceof ImageDecision.Use use) {
      return new Ready(use.reference(), use.id(), there.name());
    }
    if (decision instanceof ImageDecision.Missing missing) {
      return new Unavailable(missing.reason());
    }
    if (decision instanceof ImageDecision.Unfit unfit) {
      return new Failed(unfit.reason());
    }
    ImageOrder order =
        new ImageOrder(need, there.location(), ((ImageDecision.Make) decision).tags(), false);
    Optional<String> failed = failure.apply(order.key());
    if (failed.isPresent()) {
      return new Failed(failed.get());
    }
    orders.add(order);
    return new Building(need.reference(), there.name(), need.isReadyMade());
  }

  static ImageStatus unseen(
      ImageNeed need, List<LocationImages> looks, Optional<ImageStatus> before) {
    if (before.isPresent() && before.get() instanceof Building building) {
      return building;
    }
    String reasons =
        looks.stream()
            .map(look -> look.name() + ": " + look.unreachable().orElse(""))
            .collect(Collectors.joining("; "));
    return new Unavailable(
        "image "
            + need.reference()
            + " cannot be looked for, no location answers ("
            + reasons
            + ")");
  }
}
