package org.dockerrm.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.dockerrm.catalog.Catalog;
import org.dockerrm.config.Settings;
import org.dockerrm.transition.Repeats;
import org.dockerrm.transition.Request;
import org.dockerrm.transition.RequestQuery;
import org.dockerrm.transition.RequestQuery.Position;
import org.dockerrm.transition.RequestState;
import org.dockerrm.transition.Requests;
import org.dockerrm.transition.TransitionCommand;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Requests for transitions and operations, and what became of them. */
@ResourceManagerApi
class TransitionsController {

  private final Requests transitions;
  private final Repeats repeats;
  private final TransitionBody bodies;
  private final Catalog catalog;
  private final StatusWaits waits;
  private final String asynchronousResponses;

  TransitionsController(
      Requests transitions,
      Repeats repeats,
      TransitionBody bodies,
      Catalog catalog,
      StatusWaits waits,
      Settings settings) {
    this.transitions = transitions;
    this.repeats = repeats;
    this.waits = waits;
    this.bodies = bodies;
    this.catalog = catalog;
    this.asynchronousResponses = Boolean.toString(settings.responses());
  }

  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              schema = @Schema(implementation = TransitionRequestSchema.class)))
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Refusal(
      status = HttpStatus.NOT_FOUND,
      when = "deploymentLocation or resourceId names something that is not there")
  @Refusal(
      status = HttpStatus.CONFLICT,
      when =
          "The instance has an open request or is read-only, or the Idempotency-Key was used with another request")
  @PostMapping(path = "/lifecycle/transitions", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<TransitionRepresentation.Accepted> requestTransition(
      @RequestBody(required = false) byte @Nullable [] body,
      @RequestHeader(name = IdempotencyKeys.HEADER, required = false) @Nullable String key,
      HttpServletRequest request) {
    byte[] text = body == null ? new byte[0] : body;
    TransitionCommand command = bodies.read(text);
    Request accepted = transitions.accept(command, IdempotencyKeys.of(key, command, text));
    URI status = URI.create(request.getRequestURI() + "/" + accepted.requestId() + "/status");
    return ResponseEntity.accepted()
        .location(status)
        .body(TransitionRepresentation.accepted(accepted, asynchronousResponses));
  }

  /** A new request with the values of one that has ended. */
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              schema = @Schema(implementation = TransitionActionsController.RetrySchema.class)))
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Refusal(
      status = HttpStatus.CONFLICT,
      when =
          "The request is open or cannot be repeated, its instance has an open request, or the"
              + " Idempotency-Key was used for another")
  @PostMapping("/lifecycle/transitions/{id}/repeat")
  ResponseEntity<TransitionRepresentation.Accepted> repeat(
      @PathVariable String id,
      @RequestBody(required = false) byte @Nullable [] body,
      @RequestHeader(name = IdempotencyKeys.HEADER, required = false) @Nullable String key,
      HttpServletRequest request) {
    byte[] text = body == null ? new byte[0] : body;
    Map<String, String> properties = bodies.readRetry(text).orElse(Map.of());
    Request accepted =
        repeats.repeat(id, properties, IdempotencyKeys.of(key, "repeat " + id, properties));
    String path = request.getRequestURI();
    String all = path.substring(0, path.lastIndexOf('/', path.lastIndexOf('/') - 1));
    return ResponseEntity.accepted()
        .location(URI.create(all + "/" + accepted.requestId() + "/status"))
        .body(TransitionRepresentation.accepted(accepted, asynchronousResponses));
  }

  @Operation(
      summary = "How a request stands; with a wait, once it has ended or the time is over",
      responses =
          @ApiResponse(
              responseCode = "200",
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON_VALUE,
                      schema = @Schema(implementation = TransitionRepresentation.class))))
  @GetMapping({"/lifecycle/transitions/{id}/status", "/lifecycle/transitions/{id}"})
  Object status(
      @PathVariable String id,
      @Parameter(description = "how long the answer may wait for the end: 1s to 60s")
          @RequestParam(required = false)
          @Nullable String wait,
      @Parameter(
              description = "such as wait=30, the same as the parameter; other values are ignored")
          @RequestHeader(name = "Prefer", required = false)
          @Nullable String prefer) {
    Duration longest = StatusWaits.longest(wait, prefer);
    Request found = existing(id);
    return longest.isZero() || found.state().isFinal()
        ? representation(found)
        : waits.until(id, longest, () -> existing(id), this::representation);
  }

  private Request existing(String id) {
    return transitions.find(id).orElseThrow(() -> NotFoundException.of("request", id));
  }

  @GetMapping("/lifecycle/transitions")
  Page<TransitionRepresentation> transitions(
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String resourceId,
      @RequestParam(required = false) @Nullable String resourceName,
      @RequestParam(required = false) @Nullable String resourceType,
      @RequestParam(required = false) @Nullable String transitionName,
      @RequestParam(required = false) @Nullable String since,
      @RequestParam(defaultValue = "100") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    RequestQuery query =
        new RequestQuery(
            state == null ? null : state(state),
            resourceId,
            resourceName,
            resourceType,
            transitionName,
            since == null ? null : Times.parse("since", since),
            cursor == null ? null : position(cursor),
            Page.checkedLimit(limit) + 1);
    return Page.of(
        transitions.list(query), limit, this::representation, TransitionsController::position);
  }

  private TransitionRepresentation representation(Request transition) {
    return TransitionRepresentation.of(transition, catalog);
  }

  private static RequestState state(String name) {
    return Arrays.stream(RequestState.values())
        .filter(state -> state.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new BadRequestException(
                    "state is one of " + Arrays.toString(RequestState.values())));
  }

  private static String position(Request transition) {
    return transition.startedAt() + "|" + transition.requestId();
  }

  private static Position position(String cursor) {
    String[] parts = Page.position(cursor).split("\\|", 2);
    try {
      return new Position(Times.keepable(Instant.parse(parts[0])), parts[parts.length - 1]);
    } catch (DateTimeException e) {
      throw Page.badCursor();
    }
  }
}
