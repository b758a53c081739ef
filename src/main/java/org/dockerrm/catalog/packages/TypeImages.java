package org.dockerrm.catalog.packages;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dockerrm.catalog.ImageBuilds;
import org.dockerrm.catalog.ImageRefused;
import org.dockerrm.catalog.ImageReport;
import org.dockerrm.catalog.ImageReport.State;
import org.dockerrm.catalog.ImageSupply;
import org.dockerrm.catalog.ImageUse;
import org.dockerrm.catalog.TypeName;
import org.dockerrm.catalog.image.ImageNeed;
import org.dockerrm.catalog.image.ImageRun;
import org.dockerrm.catalog.image.ImageStatus;
import org.dockerrm.catalog.image.ImageStatus.Building;
import org.dockerrm.catalog.image.ImageStatus.Failed;
import org.dockerrm.catalog.image.ImageStatus.Ready;
import org.dockerrm.catalog.image.ImageStatus.Unusable;
import org.dockerrm.catalog.image.Images;
import org.dockerrm.location.Location;
import org.springframework.stereotype.Component;

/** The images of the catalog's packages, as others see them. */
@Component
final class TypeImages implements ImageBuilds, ImageSupply {

  private final PackageCatalog catalog;
  private final Images images;

  TypeImages(PackageCatalog catalog) {
    this.catalog = catalog;
    this.images = catalog.images();
  }

  @Override
  public Optional<ImageReport> find(String typeName) {
    return TypeName.parse(typeName).flatMap(this::report);
  }

  @Override
  public Optional<ImageReport> build(String typeName) {
    Optional<ImageReport> known = find(typeName);
    if (known.isPresent()) {
      ImageStatus status = catalog.makeImage(TypeName.parse(typeName).orElseThrow());
      if (status instanceof Unusable unusable) {
        throw new ImageRefused(unusable.reason());
      }
    }
    return find(typeName);
  }

  @Override
  public ImageUse use(TypeName type, Location location, Instant since) {
    CatalogState state = catalog.state();
    return state
        .need(type)
        .map(need -> images.use(need, state.imageStatus(type), location, since))
        .orElseGet(() -> new ImageUse.Unusable("the package of " + type + " is gone"));
  }

  @Override
  public void forget(TypeName type, Location location) {
    images.forget(type, location);
  }

  @Override
  public boolean isBeingMade(TypeName type, Location location) {
    return images.isBeingMade(type, location);
  }

  private Optional<ImageReport> report(TypeName type) {
    CatalogState state = catalog.state();
    return state.need(type).map(need -> report(need, state.imageStatus(type), state.faults(type)));
  }

  private ImageReport report(ImageNeed need, ImageStatus status, String faults) {
    Optional<ImageRun> run = images.run(need, status);
    Optional<Ready> ready =
        Optional.of(status).filter(Ready.class::isInstance).map(Ready.class::cast);
    return new ImageReport(
        ready.map(Ready::reference).orElse(need.reference()),
        ready.map(Ready::id).orElse(""),
        faults.isEmpty() ? state(status, run) : State.MISSING,
        faults.isEmpty() ? reason(status, run) : faults,
        run.map(ImageRun::location).or(() -> ready.map(Ready::location)).orElse(""),
        run.map(ImageRun::step).orElse(0),
        run.map(ImageRun::steps).orElse(0),
        run.map(ImageRun::activity).orElse(""),
        run.map(ImageRun::startedAt).orElse(null),
        run.map(ImageRun::finishedAt).orElse(null),
        run.map(ImageRun::firstLine).orElse(0L),
        run.map(ImageRun::log).orElse(List.of()));
  }

  private static State state(ImageStatus status, Optional<ImageRun> run) {
    if (status instanceof Building || run.filter(ImageRun::isOpen).isPresent()) {
      return State.BUILDING;
    }
    if (status instanceof Ready) {
      return repeatedInVain(run).isPresent() ? State.FAILED : State.BUILT;
    }
    return status instanceof Failed ? State.FAILED : State.MISSING;
  }

  private static String reason(ImageStatus status, Optional<ImageRun> run) {
    return status instanceof Unusable unusable
        ? unusable.reason()
        : repeatedInVain(run).map(ImageRun::reason).orElse("");
  }

  /** The failed build that a client requested although an image existed. */
  private static Optional<ImageRun> repeatedInVain(Optional<ImageRun> run) {
    return run.filter(last -> last.again() && !last.reason().isEmpty());
  }
}
