package org.dockerrm.api;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.AdditionalPropertiesValue;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.dockerrm.location.LocationEditor;
import org.dockerrm.location.LocationStatuses;
import org.dockerrm.location.Locations;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Deployment locations (docs/reference/api.md, "Topology"). */
@ResourceManagerApi
class LocationsController {

  private final Locations locations;
  private final LocationEditor editor;
  private final LocationStatuses sights;

  LocationsController(Locations locations, LocationEditor editor, LocationStatuses sights) {
    this.locations = locations;
    this.editor = editor;
    this.sights = sights;
  }

  @GetMapping("/topology/deployment-locations")
  List<LocationRepresentation> locations() {
    return locations.all().stream().map(LocationRepresentation::inList).toList();
  }

  @GetMapping("/topology/deployment-locations/{name}")
  LocationRepresentation location(@PathVariable String name) {
    return locations
        .find(name)
        .map(location -> LocationRepresentation.alone(location, sights.of(location)))
        .orElseThrow(() -> NotFoundException.of("deployment location", name));
  }

  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              schema = @Schema(implementation = LocationSchema.class)))
  @ApiResponse(
      responseCode = "201",
      description = "The location is new",
      content = @Content(schema = @Schema(implementation = LocationRepresentation.class)))
  @ApiResponse(responseCode = "204", description = "The location was replaced", content = @Content)
  @Refusal(
      status = HttpStatus.CONFLICT,
      when = "The location is from locations.yml, or instances exist there")
  @PutMapping(
      path = "/topology/deployment-locations/{name}",
      consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<LocationRepresentation> putLocation(
      @PathVariable String name,
      @RequestBody(required = false) byte @Nullable [] body,
      HttpServletRequest request) {
    LocationBody location = LocationBody.read(body);
    return switch (editor.put(name, location.type(), location.properties())) {
      case CREATED ->
          ResponseEntity.created(URI.create(request.getRequestURI()))
              .body(new LocationRepresentation(name, location.type(), null, null, null, null));
      case UPDATED -> ResponseEntity.noContent().build();
    };
  }

  @Refusal(
      status = HttpStatus.CONFLICT,
      when = "The location is from locations.yml, or instances exist there")
  @DeleteMapping("/topology/deployment-locations/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void removeLocation(@PathVariable String name) {
    editor.remove(name);
  }

  /** The body of a PUT, for the API's description; {@link LocationBody} reads it. */
  @Schema(name = "DeploymentLocationRequest", additionalProperties = AdditionalPropertiesValue.TRUE)
  record LocationSchema(
      @Nullable @Schema(description = "free text", example = "development") String type,
      @Nullable
          @Schema(
              description = "what kind of host it is; engine where left out",
              example = "engine")
          String kind,
      @Nullable
          @Schema(
              description =
                  "endpoint, tlsDirectory, description, maxContainers, maxConcurrentStarts,"
                      + " allowPrivileged, allowBindMounts, allowHostNetwork, networkPool, metricUrl;"
                      + " all optional",
              example =
                  "{\"endpoint\": \"tcp://engine.example:2376\", \"tlsDirectory\": \"engine\"}")
          Map<String, String> properties) {}
}
