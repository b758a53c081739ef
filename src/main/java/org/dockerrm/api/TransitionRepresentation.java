package org.dockerrm.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dockerrm.catalog.Catalog;
import org.dockerrm.catalog.Secrets;
import org.dockerrm.transition.FailureCode;
import org.dockerrm.transition.Request;
import org.dockerrm.transition.RequestState;
import org.jspecify.annotations.Nullable;

/**
 * A request as the API shows it. {@code properties} are an operation's, as its script left them,
 * with secrets masked.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Transition")
record TransitionRepresentation(
    String requestId,
    RequestState requestState,
    @Nullable String requestStateReason,
    @Nullable FailureCode requestFailureCode,
    String resourceId,
    @Nullable String resourceName,
    String resourceType,
    String deploymentLocation,
    String transitionName,
    OffsetDateTime startedAt,
    @Nullable OffsetDateTime finishedAt,
    Map<String, String> context,
    Progress progress,
    @Nullable String processInstanceId,
    @Nullable Map<String, String> properties) {

  static TransitionRepresentation of(Request transition, Catalog catalog) {
    return new TransitionRepresentation(
        transition.requestId(),
        transition.state(),
        transition.stateReason(),
        transition.failureCode(),
        transition.resourceId(),
        transition.resourceName().isEmpty() ? null : transition.resourceName(),
        transition.resourceType(),
        transition.location(),
        transition.transitionName(),
        Times.of(transition.startedAt()),
        Times.ofNullable(transition.finishedAt()),
        transition.context(),
        Progress.of(transition.progress()),
        transition.processInstanceId(),
        transition.operation() ? operationProperties(transition, catalog) : null);
  }

  /** The answer to an accepted request. */
  static Accepted accepted(Request transition, String asynchronousResponses) {
    Map<String, String> context = new LinkedHashMap<>(transition.context());
    context.put("AsynchronousTransitionResponses", asynchronousResponses);
    return new Accepted(
        transition.requestId(),
        transition.state(),
        transition.resourceId(),
        Times.of(transition.startedAt()),
        context);
  }

  private static Map<String, String> operationProperties(Request transition, Catalog catalog) {
    return Secrets.masked(
        transition.properties(),
        catalog
            .find(transition.resourceType())
            .flatMap(type -> type.operation(transition.transitionName()))
            .orElse(null));
  }

  /** The body of a 202. */
  @Schema(name = "AcceptedTransition")
  record Accepted(
      String requestId,
      RequestState requestState,
      String resourceId,
      OffsetDateTime startedAt,
      Map<String, String> context) {}

  /** How far the process is. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "TransitionProgress")
  record Progress(int step, int steps, @Nullable String activity) {

    static Progress of(Request.Progress progress) {
      return new Progress(progress.step(), progress.steps(), progress.activity());
    }
  }
}
