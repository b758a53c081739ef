package org.dockerrm.catalog.image;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
import java.util.stream.Stream;
import org.dockerrm.catalog.ImageUse;
import org.dockerrm.catalog.TypeName;
import org.dockerrm.catalog.image.ImageStatus.Building;
import org.dockerrm.catalog.image.ImageStatus.Failed;
import org.dockerrm.catalog.image.ImageStatus.Ready;
import org.dockerrm.catalog.image.ImageStatus.Unavailable;
import org.dockerrm.catalog.image.ImageStatus.Unusable;
import org.dockerrm.config.PackageSettings;
import org.dockerrm.location.HostException;
import org.dockerrm.location.Location;
import org.dockerrm.location.Locations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that every package has its image on every location (docs/reference/packages.md,
 * "Image"): looks for images, and builds or pulls in the background those that are missing or older
 * than their package.
 */
public final class Images {

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);

  private static final Logger log = LoggerFactory.getLogger(Images.class);

  private final Locations locations;
  private final ImageFinder looker;
  private final ImageBuilder builder;
  private final ImageUses uses;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /**
   * For these locations.
   *
   * @param rules what packages may do
   * @param patience how long a location may take to say what it has
   * @param stillNeeded whether a package is still as it was when its image was ordered
   * @param finished receives the state of a package after a build, on the builder's thread
   */
  public Images(
      Locations locations,
      Duration patience,
      ImageLimits limits,
      PackageSettings rules,
      Clock clock,
      Predicate<ImageNeed> stillNeeded,
      BuildListener finished) {
    this.locations = locations;
    ImageScriptChecks obstacles = new ImageScriptChecks();
    this.looker = new ImageFinder(locations, patience, obstacles);
    this.builder = new ImageBuilder(limits, rules, clock, stillNeeded, told(finished));
    this.uses = new ImageUses(builder, obstacles);
  }

  private static ImageBuilder.Ended told(BuildListener finished) {
    return new ImageBuilder.Ended() {
      @Override
      public void well(ImageOrder order, String id) {
        ImageNeed need = order.need();
        finished.built(
            need,
            order.location().name(),
            new Ready(need.reference(), id, order.location().name()));
      }

      @Override
      public void badly(ImageOrder order, String reason) {
        finished.built(order.need(), order.location().name(), new Failed(reason));
      }
    };
  }

  /** The status of a package before the first look-up. */
  public static ImageStatus notLookedFor(ImageNeed need) {
    return new Unavailable("image " + need.reference() + " is being looked for");
  }

  /**
   * Looks for the images on all locations of the settings, in bounded time, and says what follows.
   * Nothing is built before {@link Update#begin}. Locations that clients made get images when they
   * are used.
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
    List<LocationImages> looks = needs.isEmpty() ? List.of() : looker.look(needs, Images::isOurs);
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
            && statuses.values().stream().noneMatch(Unusable.class::isInstance);
    return new Update(statuses, orders, List.copyOf(needs), settled);
  }

  /**
   * Has the image of one package built or pulled in the background, on every location that answers,
   * whether there is one or not; on those that clients made only where there is one. An order for
   * it that is under way is joined.
   *
   * @param before how the package stands
   * @return how it stands now; as before where it can be used meanwhile
   */
  public ImageStatus again(ImageNeed need, Optional<ImageStatus> before) {
    List<LocationImages> all = looker.look(List.of(need), location -> true);
    List<LocationImages> looks = all.stream().filter(there -> isOurs(there.location())).toList();
    List<LocationImages> reachable = looks.stream().filter(LocationImages::isReachable).toList();
    if (reachable.isEmpty()) {
      return ImagePlan.unseen(need, looks, Optional.empty());
    }
    if (ImageDecision.make(need, reachable.get(0)) instanceof ImageDecision.Missing missing) {
      return new Unavailable(missing.reason());
    }
    List<LocationImages> users =
        all.stream()
            .filter(there -> isOurs(there.location()) || there.image(need.reference()).isPresent())
            .toList();
    for (LocationImages there : users) {
      if (there.isReachable()
          && ImageDecision.make(need, there) instanceof ImageDecision.Make make) {
        builder.submitAgain(new ImageOrder(need, there.location(), make.tags(), false));
      }
    }
    return before
        .filter(Ready.class::isInstance)
        .orElse(new Building(need.reference(), reachable.get(0).name(), need.isReadyMade()));
  }

  /**
   * How the last build or pull for a package went or goes: on the location that its status speaks
   * of, or on the first one that has a build to report. Empty where there was none for its content.
   */
  public Optional<ImageRun> run(ImageNeed need, ImageStatus status) {
    Stream<String> names =
        status instanceof Building building
            ? Stream.of(building.location())
            : locations.all().stream().map(Location::name);
    return names
        .map(name -> builder.run(new ImageOrder.Place(need.type().toString(), name)))
        .flatMap(Optional::stream)
        .filter(run -> run.hash().equals(need.hash()))
        .findFirst();
  }

  /** The image of a package where a container is to be made from it ({@link ImageUses#use}). */
  public ImageUse use(ImageNeed need, ImageStatus status, Location location, Instant since) {
    return uses.use(need, status, location, since);
  }

  /** Has the location looked at again with the next use. */
  public void forget(TypeName type, Location location) {
    uses.forget(type, location);
  }

  /** The same for all. */
  public void forgetUses() {
    uses.forgetAll();
  }

  /** Whether an image is being made, or waits for its turn. */
  public boolean isBeingMade(TypeName type, Location location) {
    return uses.isBeingMade(type, location);
  }

  /** Whether the location is one of the settings; the engines of others are the clients'. */
  private static boolean isOurs(Location location) {
    return !location.clientMade();
  }

  /**
   * Removes the images that were built for a package which is gone, on all locations that answer,
   * in the background. What containers were made from stays.
   */
  public void discard(ImageNeed need) {
    locations.all().forEach(location -> looker.soon(() -> discard(need, location)));
  }

  private static void discard(ImageNeed need, Location location) {
    try {
      if (need.isReadyMade() || location.host().unreachable().isPresent()) {
        return;
      }
      need.names().all().stream()
          .filter(
              name ->
                  location
                      .host()
                      .images()
                      .find(name)
                      .filter(
                          image -> image.labels().entrySet().containsAll(need.labels().entrySet()))
                      .isPresent())
          .filter(name -> !location.host().images().remove(name))
          .forEach(
              name ->
                  log.info("image {} stays on location {}, it is in use", name, location.name()));
    } catch (HostException e) {
      log.info(
          "images of {} stay on location {}: {}", need.type(), location.name(), e.getMessage());
    }
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

  /** Receives the end of a build. */
  @FunctionalInterface
  public interface BuildListener {

    /** The image of that package was built on that location, or could not be. */
    void built(ImageNeed need, String location, ImageStatus status);
  }

  /** What came out of a look. */
  public final class Update {

    private final Map<TypeName, ImageStatus> statuses;
    private final List<ImageOrder> orders;
    private final List<ImageNeed> needs;
    private final boolean settled;

    private Update(
        Map<TypeName, ImageStatus> statuses,
        List<ImageOrder> orders,
        List<ImageNeed> needs,
        boolean settled) {
      this.statuses = Map.copyOf(statuses);
      this.orders = List.copyOf(orders);
      this.needs = needs;
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

    /**
     * Has the missing images built or pulled in the background. An order under way is not repeated;
     * one for a package that has changed or is gone is cancelled.
     */
    public void begin() {
      builder.retain(needs);
      orders.forEach(builder::submit);
    }
  }
}
