package org.dockerrm.api;

import java.util.Arrays;
import java.util.List;
import org.dockerrm.catalog.Catalog;
import org.dockerrm.inventory.InstanceQuery;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.inventory.ResourceState;
import org.dockerrm.location.Location;
import org.dockerrm.location.Locations;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The instances in deployment locations. */
@ResourceManagerApi
class TopologyController {

  private final Locations locations;
  private final Inventory inventory;
  private final Catalog catalog;

  TopologyController(Locations locations, Inventory inventory, Catalog catalog) {
    this.locations = locations;
    this.inventory = inventory;
    this.catalog = catalog;
  }

  @GetMapping("/topology/deployment-locations/{name}/instances")
  List<InstanceRepresentation> instancesOfLocation(
      @PathVariable String name,
      @RequestParam(required = false) @Nullable String instanceType,
      @RequestParam(required = false) @Nullable String instanceName) {
    String location = existing(name).name();
    InstanceQuery query =
        new InstanceQuery(location, instanceType, instanceName, null, null, Integer.MAX_VALUE);
    return inventory.list(query).stream().map(this::representation).toList();
  }

  @GetMapping("/topology/instances/{id}")
  InstanceRepresentation instance(@PathVariable String id) {
    return inventory
        .find(id)
        .map(this::representation)
        .orElseThrow(() -> NotFoundException.of("instance", id));
  }

  @GetMapping("/topology/instances")
  Page<InstanceRepresentation> instances(
      @RequestParam(required = false) @Nullable String location,
      @RequestParam(required = false) @Nullable String type,
      @RequestParam(required = false) @Nullable String name,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(defaultValue = "100") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    InstanceQuery query =
        new InstanceQuery(
            location,
            type,
            name,
            state == null ? null : state(state),
            cursor == null ? null : Page.position(cursor),
            Page.checkedLimit(limit) + 1);
    return Page.of(
        inventory.list(query), limit, this::representation, ResourceInstance::resourceId);
  }

  private Location existing(String name) {
    return locations
        .find(name)
        .orElseThrow(() -> NotFoundException.of("deployment location", name));
  }

  private InstanceRepresentation representation(ResourceInstance instance) {
    InstanceRepresentation shown = InstanceRepresentation.of(instance, catalog);
    return locations
        .find(instance.location())
        .flatMap(location -> location.host().outOfSight())
        .map(why -> shown.outOfSight(why))
        .orElse(shown);
  }

  private static ResourceState state(String name) {
    return Arrays.stream(ResourceState.values())
        .filter(state -> state.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new BadRequestException(
                    "state is one of " + Arrays.toString(ResourceState.values())));
  }
}
