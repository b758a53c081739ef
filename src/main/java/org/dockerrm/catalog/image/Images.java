package org.dockerrm.catalog.image;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.dockerrm.catalog.TypeName;
import org.dockerrm.catalog.image.ImageStatus.Ready;
import org.dockerrm.catalog.image.ImageStatus.Unavailable;
import org.dockerrm.location.Locations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that every package has its image on every location (resource-packages, "Image"): looks
 * for images, and builds in the background those that are missing or older than their package.
 */
public final class Images {

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);

  private static final Logger log = LoggerFactory.getLogger(Images.class);

  private final ImageLooker looker;
  private final ImageBuilder builder;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /**
   * For these locations.
   *
   * @param patience how long a location may take to say what it has
   * @param stillNeeded whether a package is still as it was when its image was ordered
   * @param finished is told how a package stands after a build, on the builder's thread
   */
  public Images(
      Locations locations,
      Duration patience,
      Predicate<ImageNeed> stillNeeded,
      BuildListener finished) {
    this.looker = new ImageLooker(locations, patience);
    this.builder =
        new ImageBuilder(
            stillNeeded,
            (order, failure) ->
                finished.built(
                    order.need(),
                    order.location().name(),
                    failure
                        .<ImageStatus>map(Unavailable::new)
                        .orElse(new Ready(order.need().names().versioned()))));
  }

  /** What a package's status is before anybody has looked. */
  public static ImageStatus notLookedFor(TypeName type) {
    return new Unavailable("image " + ImageNames.of(type).versioned() + " is being looked for");
  }

  /**
   * Looks for the images on all locations, in bounded time, and says what follows. Nothing is built
   * before {@link Update#begin}.
   *
   * @param before how a package stood before, if it did and has not changed since
   * @param tryAgain whether builds that failed are to be tried again
   */
  public Update look(
      Collection<ImageNeed> needs,
      Function<ImageNeed, Optional<ImageStatus>> before,
      boolean tryAgain) {
    if (tryAgain) {
      builder.forgetFailures();
    }
    List<LocationImages> looks = needs.isEmpty() ? List.of() : looker.look(needs);
    Map<TypeName, ImageStatus> statuses = new LinkedHashMap<>();
    List<ImageOrder> orders = new ArrayList<>();
    Set<String> lacks = new LinkedHashSet<>();
    for (ImageNeed need : needs) {
      ImagePlan plan = ImagePlan.of(need, looks, before.apply(need), builder::failure);
      statuses.put(need.type(), plan.status());
      orders.addAll(plan.orders());
      lacks.addAll(plan.lacks());
    }
    tell(lacks);
    boolean settled =
        looks.stream().allMatch(LocationImages::isReachable)
            && lacks.isEmpty()
            && statuses.values().stream().noneMatch(Unavailable.class::isInstance);
    return new Update(statuses, orders, settled);
  }

  private void tell(Set<String> lacks) {
    told.retainAll(lacks);
    lacks.stream().filter(told::add).forEach(lack -> log.warn("{}", lack));
  }

  /** Ends what runs in the background. */
  public void stop() {
    looker.stop();
    builder.stop(STOP_PATIENCE);
  }

  /** Is told when a build has ended. */
  @FunctionalInterface
  public interface BuildListener {

    /** The image of that package was built on that location, or could not be. */
    void built(ImageNeed need, String location, ImageStatus status);
  }

  /** What came out of a look. */
  public final class Update {

    private final Map<TypeName, ImageStatus> statuses;
    private final List<ImageOrder> orders;
    private final boolean settled;

    private Update(Map<TypeName, ImageStatus> statuses, List<ImageOrder> orders, boolean settled) {
      this.statuses = Map.copyOf(statuses);
      this.orders = List.copyOf(orders);
      this.settled = settled;
    }

    /** How each package stands. */
    public Map<TypeName, ImageStatus> statuses() {
      return statuses;
    }

    /** Whether another look would show nothing new unless a package changes. */
    public boolean isSettled() {
      return settled;
    }

    /** Has the missing images built in the background; an order under way is not repeated. */
    public void begin() {
      orders.forEach(builder::submit);
    }
  }
}
