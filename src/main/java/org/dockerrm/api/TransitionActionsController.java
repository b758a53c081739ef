package org.dockerrm.api;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.AdditionalPropertiesValue;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Map;
import org.dockerrm.catalog.Catalog;
import org.dockerrm.transition.Request;
import org.dockerrm.transition.RequestActions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;

/** What can be done with an open request: the answer is the request as it is afterwards. */
@ResourceManagerApi
class TransitionActionsController {

  private final RequestActions actions;
  private final TransitionBody bodies;
  private final Catalog catalog;

  TransitionActionsController(RequestActions actions, TransitionBody bodies, Catalog catalog) {
    this.actions = actions;
    this.bodies = bodies;
    this.catalog = catalog;
  }

  @ResponseStatus(HttpStatus.ACCEPTED)
  @Refusal(
      status = HttpStatus.CONFLICT,
      when = "The request has ended, or nothing of it has failed")
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              schema = @Schema(implementation = RetrySchema.class)))
  @PostMapping("/lifecycle/transitions/{id}/retry")
  ResponseEntity<TransitionRepresentation> retry(
      @PathVariable String id,
      @RequestBody(required = false) byte @Nullable [] body,
      HttpServletRequest request) {
    byte[] text = body == null ? new byte[0] : body;
    return accepted(actions.retry(id, bodies.readRetry(text).orElse(null)), request);
  }

  @ResponseStatus(HttpStatus.ACCEPTED)
  @Refusal(status = HttpStatus.CONFLICT, when = "The request has ended, or is a part of another")
  @PostMapping("/lifecycle/transitions/{id}/cancel")
  ResponseEntity<TransitionRepresentation> cancel(
      @PathVariable String id, HttpServletRequest request) {
    return accepted(actions.cancel(id), request);
  }

  @ResponseStatus(HttpStatus.ACCEPTED)
  @Refusal(status = HttpStatus.CONFLICT, when = "The request has ended, or is a part of another")
  @PostMapping("/lifecycle/transitions/{id}/suspend")
  ResponseEntity<TransitionRepresentation> suspend(
      @PathVariable String id, HttpServletRequest request) {
    return accepted(actions.suspend(id), request);
  }

  @ResponseStatus(HttpStatus.ACCEPTED)
  @Refusal(status = HttpStatus.CONFLICT, when = "The request has ended, or is not suspended")
  @PostMapping("/lifecycle/transitions/{id}/resume")
  ResponseEntity<TransitionRepresentation> resume(
      @PathVariable String id, HttpServletRequest request) {
    return accepted(actions.resume(id), request);
  }

  private ResponseEntity<TransitionRepresentation> accepted(
      Request transition, HttpServletRequest request) {
    String path = request.getRequestURI();
    return ResponseEntity.accepted()
        .location(URI.create(path.substring(0, path.lastIndexOf('/')) + "/status"))
        .body(TransitionRepresentation.of(transition, catalog));
  }

  /**
   * The body of a retry or a repeat, for the API's description; {@link TransitionBody} reads it.
   */
  @Schema(name = "RetryRequest", additionalProperties = AdditionalPropertiesValue.TRUE)
  record RetrySchema(
      @Nullable @Schema(description = "values that replace those of the request")
          Map<String, String> properties) {}
}
