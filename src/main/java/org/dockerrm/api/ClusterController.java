package org.dockerrm.api;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.dockerrm.catalog.Catalog;
import org.dockerrm.config.Settings;
import org.dockerrm.inventory.Clusters;
import org.dockerrm.transition.ManualRequests;
import org.dockerrm.transition.Request;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * Clusters, and what people do that policies do else (docs/reference/metrics-and-policies.md,
 * "Scale").
 */
@ResourceManagerApi
class ClusterController {

  private final Clusters clusters;
  private final ManualRequests requests;
  private final Catalog catalog;
  private final String asynchronousResponses;

  ClusterController(
      Clusters clusters, ManualRequests requests, Catalog catalog, Settings settings) {
    this.clusters = clusters;
    this.requests = requests;
    this.catalog = catalog;
    this.asynchronousResponses = Boolean.toString(settings.responses());
  }

  @GetMapping("/topology/instances/{id}/cluster")
  List<InstanceRepresentation> cluster(@PathVariable String id) {
    List<InstanceRepresentation> members =
        clusters.members(id).stream()
            .map(member -> InstanceRepresentation.of(member, catalog))
            .toList();
    if (members.isEmpty()) {
      throw NotFoundException.of("instance", id);
    }
    return members;
  }

  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      required = true,
      content =
          @io.swagger.v3.oas.annotations.media.Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              schema =
                  @io.swagger.v3.oas.annotations.media.Schema(implementation = ScaleBody.class)))
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Refusal(
      status = HttpStatus.CONFLICT,
      when =
          "The instance has an open request, the cluster has that size or cannot have it, or the"
              + " Idempotency-Key came with another request")
  @PostMapping(path = "/topology/instances/{id}/scale", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<TransitionRepresentation.Accepted> scale(
      @PathVariable String id,
      @RequestBody(required = false) byte @Nullable [] body,
      @RequestHeader(name = IdempotencyKeys.HEADER, required = false) @Nullable String key,
      HttpServletRequest request) {
    int instances = ScaleBody.read(body).instances();
    return accepted(
        requests.scale(
            id, instances, IdempotencyKeys.of(key, "scale " + id, Map.of("instances", instances))),
        request);
  }

  @ResponseStatus(HttpStatus.ACCEPTED)
  @Refusal(
      status = HttpStatus.CONFLICT,
      when =
          "The instance has an open request or is read-only, or the Idempotency-Key came with"
              + " another request")
  @PostMapping("/topology/instances/{id}/heal")
  ResponseEntity<TransitionRepresentation.Accepted> heal(
      @PathVariable String id,
      @RequestHeader(name = IdempotencyKeys.HEADER, required = false) @Nullable String key,
      HttpServletRequest request) {
    return accepted(requests.heal(id, IdempotencyKeys.of(key, "heal " + id, Map.of())), request);
  }

  private ResponseEntity<TransitionRepresentation.Accepted> accepted(
      Request transition, HttpServletRequest request) {
    String path = request.getRequestURI();
    String root = path.substring(0, path.indexOf("/topology/"));
    return ResponseEntity.accepted()
        .location(URI.create(root + "/lifecycle/transitions/" + transition.requestId() + "/status"))
        .body(TransitionRepresentation.accepted(transition, asynchronousResponses));
  }
}
