package org.dockerrm.api;

import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.dockerrm.catalog.Catalog;
import org.dockerrm.location.HostException;
import org.dockerrm.location.Location;
import org.dockerrm.location.Locations;
import org.dockerrm.reconcile.Orphan;
import org.dockerrm.reconcile.Orphans;
import org.dockerrm.reconcile.Orphans.Outcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.server.ResponseStatusException;

/** Objects on container hosts that bear our labels and have no instance. */
@ResourceManagerApi
class OrphansController {

  private static final Logger log = LoggerFactory.getLogger(OrphansController.class);

  private final Locations locations;
  private final Orphans orphans;
  private final Catalog catalog;

  OrphansController(Locations locations, Orphans orphans, Catalog catalog) {
    this.locations = locations;
    this.orphans = orphans;
    this.catalog = catalog;
  }

  @Refusal(status = HttpStatus.NOT_FOUND, when = "There is no such location")
  @GetMapping("/topology/orphans")
  List<OrphanRepresentation> orphans(
      @RequestParam(required = false) @Nullable String location,
      @RequestParam(defaultValue = "false") boolean all) {
    if (location != null) {
      Location named =
          locations
              .find(location)
              .orElseThrow(() -> NotFoundException.of("deployment location", location));
      try {
        return orphans.of(named, all).stream().map(OrphanRepresentation::of).toList();
      } catch (HostException e) {
        throw unavailable(String.valueOf(e.getMessage()));
      }
    }
    return locations.all().stream()
        .flatMap(any -> whereItAnswers(any, all))
        .map(OrphanRepresentation::of)
        .toList();
  }

  private Stream<Orphan> whereItAnswers(Location location, boolean all) {
    try {
      return orphans.of(location, all).stream();
    } catch (HostException e) {
      log.debug("the orphans of {} are not known", location.name(), e);
      return Stream.of();
    }
  }

  @ResponseStatus(HttpStatus.CREATED)
  @Refusal(status = HttpStatus.CONFLICT, when = "It cannot be adopted now")
  @PostMapping("/topology/orphans/{id}/adopt")
  ResponseEntity<InstanceRepresentation> adoptOrphan(
      @PathVariable String id, @RequestParam(defaultValue = "false") boolean all) {
    Outcome outcome = orphans.adopt(id, all);
    if (outcome instanceof Outcome.Adopted adopted) {
      URI instance =
          URI.create(
              ResourceManagerApi.ROOT + "/topology/instances/" + adopted.instance().resourceId());
      return ResponseEntity.created(instance)
          .body(InstanceRepresentation.of(adopted.instance(), catalog));
    }
    throw problem(outcome);
  }

  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Refusal(status = HttpStatus.CONFLICT, when = "It cannot be removed now")
  @PostMapping("/topology/orphans/{id}/remove")
  ResponseEntity<Void> removeOrphan(
      @PathVariable String id, @RequestParam(defaultValue = "false") boolean all) {
    Outcome outcome = orphans.remove(id, all);
    if (outcome instanceof Outcome.Removed) {
      return ResponseEntity.noContent().build();
    }
    throw problem(outcome);
  }

  private static RuntimeException problem(Outcome outcome) {
    if (outcome instanceof Outcome.Refused refused) {
      return new ResponseStatusException(HttpStatus.CONFLICT, refused.reason());
    }
    if (outcome instanceof Outcome.Away away) {
      return unavailable(away.reason());
    }
    return new NotFoundException("orphan not found; GET /topology/orphans lists them");
  }

  private static ResponseStatusException unavailable(String reason) {
    return new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, reason);
  }

  /** An orphan. */
  @Schema(name = "Orphan")
  record OrphanRepresentation(
      String id,
      String name,
      String type,
      String location,
      String resourceId,
      String resourceType,
      boolean own,
      boolean kept,
      OffsetDateTime createdAt) {

    static OrphanRepresentation of(Orphan orphan) {
      return new OrphanRepresentation(
          orphan.id(),
          orphan.name(),
          orphan.type(),
          orphan.location(),
          orphan.resourceId(),
          orphan.resourceType(),
          orphan.own(),
          orphan.kept(),
          Times.of(orphan.createdAt()));
    }
  }
}
