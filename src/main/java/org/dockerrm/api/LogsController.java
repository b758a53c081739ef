package org.dockerrm.api;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.dockerrm.catalog.Catalog;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.location.HostException;
import org.dockerrm.location.Location;
import org.dockerrm.location.Locations;
import org.dockerrm.secret.ContainerLogs;
import org.dockerrm.transition.Requests;
import org.dockerrm.transition.ScriptOutputs;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** What containers and scripts wrote (docs/reference/api.md, "Topology"). */
@ResourceManagerApi
class LogsController {

  private static final int MOST_LINES = 1000;
  private static final int MOST_SCRIPTS = 10;

  private final Inventory inventory;
  private final Catalog catalog;
  private final Locations locations;
  private final Requests transitions;
  private final ScriptOutputs scripts;
  private final ContainerLogs logs;
  private final EventStreams streams;

  LogsController(
      Inventory inventory,
      Catalog catalog,
      Locations locations,
      Requests transitions,
      ScriptOutputs scripts,
      ContainerLogs logs,
      EventStreams streams) {
    this.inventory = inventory;
    this.catalog = catalog;
    this.locations = locations;
    this.transitions = transitions;
    this.scripts = scripts;
    this.logs = logs;
    this.streams = streams;
  }

  @GetMapping(
      path = "/topology/instances/{id}/logs",
      produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_PLAIN_VALUE})
  InstanceLogs logs(@PathVariable String id, @RequestParam(defaultValue = "100") int tail) {
    if (tail < 1 || tail > MOST_LINES) {
      throw new BadRequestException("tail is a number from 1 to " + MOST_LINES);
    }
    ResourceInstance instance =
        inventory.find(id).orElseThrow(() -> NotFoundException.of("instance", id));
    List<ScriptRepresentation> written =
        scripts.ofInstance(id, MOST_SCRIPTS).stream()
            .map(run -> ScriptRepresentation.of(run).last(tail))
            .toList();
    return withContainer(instance, tail, written);
  }

  /** What a request's scripts wrote so far, once or as events until the request has ended. */
  @ApiResponse(
      responseCode = "200",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            array = @ArraySchema(schema = @Schema(implementation = ScriptRepresentation.class))),
        @Content(
            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
            schema = @Schema(implementation = String.class))
      })
  @GetMapping(
      path = "/lifecycle/transitions/{id}/output",
      produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_EVENT_STREAM_VALUE})
  @Nullable Object output(
      @PathVariable String id,
      @RequestParam(defaultValue = "false") boolean follow,
      @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = MediaType.ALL_VALUE) String accept,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (transitions.find(id).isEmpty()) {
      throw NotFoundException.of("request", id);
    }
    if (follow || accept.contains(MediaType.TEXT_EVENT_STREAM_VALUE)) {
      streams.open(request, response, new OutputEvents(id, transitions, scripts, catalog));
      return null;
    }
    return scripts.ofRequest(id).stream().map(ScriptRepresentation::of).toList();
  }

  private InstanceLogs withContainer(
      ResourceInstance instance, int tail, List<ScriptRepresentation> written) {
    Optional<ResourceType> type = catalog.find(instance.resourceType());
    if (type.filter(known -> known.kind() != ResourceType.Kind.CONTAINER).isPresent()) {
      return new InstanceLogs(null, null, written);
    }
    Optional<Location> location = locations.find(instance.location());
    Optional<String> container = instance.containerId();
    if (location.isEmpty() || container.isEmpty()) {
      return new InstanceLogs(List.of(), "it has no container", written);
    }
    try {
      List<InstanceLogs.Line> lines =
          logs.last(location.get().host(), container.get(), instance, tail).stream()
              .map(InstanceLogs.Line::of)
              .toList();
      return new InstanceLogs(lines, null, written);
    } catch (HostException e) {
      return new InstanceLogs(List.of(), e.getMessage(), written);
    }
  }
}
