package org.dockerrm.transition;

import java.time.Duration;
import java.time.Instant;
import org.dockerrm.database.Background;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The line that the log has for each request at its acceptance, and that at its end. Both are
 * written once the caller's transaction is committed, so that nothing is logged that did not
 * happen.
 */
final class RequestLog {

  private static final Logger log = LoggerFactory.getLogger(RequestLog.class);

  private RequestLog() {}

  static void accepted(Request request) {
    afterCommit(
        request,
        () ->
            log.info(
                "{} of {} in {} accepted{}",
                request.transitionName(),
                request.resourceType(),
                request.location(),
                request.parentRequestId() == null
                    ? ""
                    : " as a part of request " + request.parentRequestId()));
  }

  static void ended(
      Request request,
      RequestState state,
      @Nullable FailureCode code,
      @Nullable String reason,
      Instant now) {
    afterCommit(
        request,
        () ->
            log.info(
                "{} of {} {} after {} ms{}{}",
                request.transitionName(),
                request.resourceType(),
                state,
                Duration.between(request.startedAt(), now).toMillis(),
                code == null ? "" : ", " + code,
                reason == null ? "" : ": " + oneLine(reason)));
  }

  private static void afterCommit(Request request, Runnable line) {
    Background.afterCommit(() -> RequestMdc.during(request, line));
  }

  /** What scripts print cannot begin a line of the log. */
  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }
}
