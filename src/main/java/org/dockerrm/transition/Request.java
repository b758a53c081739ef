package org.dockerrm.transition;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request for a transition or an operation, from acceptance to answer.
 *
 * @param requestId its id, also the business key of its process
 * @param state where it stands
 * @param resourceId the instance it is about
 * @param resourceName the instance's name
 * @param resourceManagerId echoed back
 * @param resourceType full type name
 * @param location name of the location
 * @param transitionName in the descriptor's spelling
 * @param operation whether it is an operation rather than a lifecycle transition
 * @param forced whether an Uninstall continues after a failed script
 * @param properties an operation's properties with secrets in clear; empty for transitions
 * @param context echoed back
 * @param stateReason what there is to say about the state
 * @param failureCode why it failed
 * @param progress how far its process is
 * @param processInstanceId the process behind it
 * @param startedAt when it was accepted
 * @param finishedAt when it ended
 * @param deadlineAt when it fails if it has not ended
 * @param parentRequestId the request that it is a part of; null where a client or a policy asked
 *     for it
 */
public record Request(
    String requestId,
    RequestState state,
    String resourceId,
    String resourceName,
    @Nullable String resourceManagerId,
    String resourceType,
    String location,
    String transitionName,
    boolean operation,
    boolean forced,
    Map<String, String> properties,
    Map<String, String> context,
    @Nullable String stateReason,
    @Nullable FailureCode failureCode,
    Progress progress,
    @Nullable String processInstanceId,
    Instant startedAt,
    @Nullable Instant finishedAt,
    Instant deadlineAt,
    @Nullable String parentRequestId) {

  /** Copies the maps and keeps their order. */
  public Request {
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    context = Collections.unmodifiableMap(new LinkedHashMap<>(context));
  }

  /**
   * How far a process is.
   *
   * @param step the step it is at, counted from 1; 0 before the first
   * @param steps how many there are if nothing fails
   * @param activity the step's name in the diagram
   */
  public record Progress(int step, int steps, @Nullable String activity) {

    /** Nothing has begun. */
    public static final Progress NONE = new Progress(0, 0, null);
  }
}
