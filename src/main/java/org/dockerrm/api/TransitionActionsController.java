package org.dockerrm.api;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.dockerrm.catalog.Catalog;
import org.dockerrm.transition.Transition;
import org.dockerrm.transition.TransitionActions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

/** What can be done with an open request: the answer is the request as it is afterwards. */
@ResourceManagerApi
class TransitionActionsController {

  private final TransitionActions actions;
  private final TransitionBody bodies;
  private final Catalog catalog;

  TransitionActionsController(TransitionActions actions, TransitionBody bodies, Catalog catalog) {
    this.actions = actions;
    this.bodies = bodies;
    this.catalog = catalog;
  }

  @PostMapping("/lifecycle/transitions/{id}/retry")
  ResponseEntity<TransitionRepresentation> retry(
      @PathVariable String id,
      @RequestBody(required = false) byte @Nullable [] body,
      HttpServletRequest request) {
    byte[] text = body == null ? new byte[0] : body;
    return accepted(actions.retry(id, bodies.readRetry(text).orElse(null)), request);
  }

  @PostMapping("/lifecycle/transitions/{id}/cancel")
  ResponseEntity<TransitionRepresentation> cancel(
      @PathVariable String id, HttpServletRequest request) {
    return accepted(actions.cancel(id), request);
  }

  @PostMapping("/lifecycle/transitions/{id}/suspend")
  ResponseEntity<TransitionRepresentation> suspend(
      @PathVariable String id, HttpServletRequest request) {
    return accepted(actions.suspend(id), request);
  }

  @PostMapping("/lifecycle/transitions/{id}/resume")
  ResponseEntity<TransitionRepresentation> resume(
      @PathVariable String id, HttpServletRequest request) {
    return accepted(actions.resume(id), request);
  }

  private ResponseEntity<TransitionRepresentation> accepted(
      Transition transition, HttpServletRequest request) {
    String path = request.getRequestURI();
    return ResponseEntity.accepted()
        .location(URI.create(path.substring(0, path.lastIndexOf('/')) + "/status"))
        .body(TransitionRepresentation.of(transition, catalog));
  }
}
