package org.dockerrm.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Posts requests, waits for their ends, and says how they ended. */
final class Requests {

  private static final String PATH = "/lifecycle/transitions";
  private static final Set<String> FINAL = Set.of("COMPLETED", "FAILED", "CANCELLED");
  private static final int WAIT = 30;
  private static final long PAUSE_MILLIS = 500;
  private static final long ANSWER_SECONDS = 15;
  private static final Duration UNLIMITED = Duration.ofDays(36_500);

  private final Session session;
  private final ManagerClient client;

  Requests(Session session) {
    this.session = session;
    this.client = session.client();
  }

  /** Asks for a transition or operation of an instance that exists. */
  int ofInstance(
      JsonNode instance, String transition, Map<String, String> properties, boolean wait) {
    return ofInstance(instance, transition, properties, Map.of(), wait);
  }

  /** The same, with more fields or other values of fields. */
  int ofInstance(
      JsonNode instance,
      String transition,
      Map<String, String> properties,
      Map<String, Object> more,
      boolean wait) {
    Map<String, Object> body = new LinkedHashMap<>();
    for (String field : new String[] {"resourceId", "resourceType", "deploymentLocation"}) {
      body.put(field, Json.text(instance, field));
    }
    body.put("transitionName", transition);
    if (!properties.isEmpty()) {
      body.put("properties", properties);
    }
    body.putAll(more);
    return post(transition + " of " + Json.text(instance, "resourceName"), PATH, body, wait);
  }

  /** Asks for an Install. */
  int install(
      String type, String name, String location, Map<String, String> properties, boolean wait) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("resourceType", type);
    body.put("deploymentLocation", location);
    body.put("transitionName", "Install");
    body.put("resourceName", name);
    body.put("properties", properties);
    return post("Install of " + name, PATH, body, wait);
  }

  /**
   * Posts a request and prints what was accepted, or waits for its end and prints that.
   *
   * @param what the request in words
   */
  int post(String what, String path, Object body, boolean wait) {
    JsonNode accepted = client.postOnce(path, body);
    if (wait) {
      return ended(what, await(Json.text(accepted, "requestId")));
    }
    if (session.printer().isForReading()) {
      session
          .console()
          .say(
              "%s is accepted: request %s, instance %s"
                  .formatted(
                      what, Json.text(accepted, "requestId"), Json.text(accepted, "resourceId")));
    } else {
      session.printer().one(accepted, "requestId");
    }
    return ExitCode.DONE.value();
  }

  /** Waits for the end of a request; the waiting is done by the manager. */
  JsonNode await(String requestId) {
    return await(requestId, WAIT, UNLIMITED);
  }

  /**
   * The same for a limited time.
   *
   * @param wait seconds that the manager waits before it answers, between which an interrupt counts
   */
  JsonNode await(String requestId, int wait, Duration limit) {
    String path = PATH + "/" + requestId + "/status?wait=" + wait + "s";
    long begun = System.nanoTime();
    while (true) {
      long asked = System.nanoTime();
      JsonNode status = client.get(path, Duration.ofSeconds(wait + ANSWER_SECONDS));
      if (isFinal(status)) {
        return status;
      }
      if (System.nanoTime() - begun > limit.toNanos()) {
        throw new CommandFailure(
            ExitCode.FAILED,
            "request %s has not ended within %d s".formatted(requestId, limit.toSeconds()),
            "See: ./dockerrm watch " + requestId);
      }
      // A manager whose places for waiting are taken answers at once.
      if (System.nanoTime() - asked < TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS)) {
        ManagerClient.pause(PAUSE_MILLIS);
      }
    }
  }

  static boolean isFinal(JsonNode request) {
    return FINAL.contains(Json.text(request, "requestState"));
  }

  /** Prints how a request ended; the exit code says the same. */
  int ended(String what, JsonNode request) {
    boolean completed = Json.text(request, "requestState").equals("COMPLETED");
    if (!session.printer().isForReading()) {
      session.printer().one(request, "requestId");
    } else if (completed) {
      session.console().say(what + " COMPLETED" + took(request) + reason(request));
      if (request.path("properties") instanceof ObjectNode properties) {
        session.printer().one(properties, "");
      }
    }
    return completed ? ExitCode.DONE.value() : failed(what, request);
  }

  private int failed(String what, JsonNode request) {
    String requestId = Json.text(request, "requestId");
    String code = Json.text(request, "requestFailureCode");
    session
        .console()
        .complain(
            new CommandFailure(
                ExitCode.FAILED,
                what
                    + " "
                    + Json.text(request, "requestState")
                    + took(request)
                    + (code.isEmpty() ? "" : " with " + code)
                    + reason(request),
                "What its scripts printed: dockerrm watch " + requestId));
    return ExitCode.FAILED.value();
  }

  private static String reason(JsonNode request) {
    String reason = Json.text(request, "requestStateReason");
    return reason.isEmpty() ? "" : ": " + reason;
  }

  private static String took(JsonNode request) {
    String started = Json.text(request, "startedAt");
    String finished = Json.text(request, "finishedAt");
    return started.isEmpty() || finished.isEmpty()
        ? ""
        : " after %.2f s".formatted(seconds(started, finished));
  }

  /** Seconds between two times of the API. */
  static double seconds(String from, String to) {
    Duration between = Duration.between(OffsetDateTime.parse(from), OffsetDateTime.parse(to));
    return between.toMillis() / 1000.0;
  }
}
