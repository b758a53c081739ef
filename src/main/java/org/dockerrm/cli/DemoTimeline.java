package org.dockerrm.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.dockerrm.cli.DemoInstances.Instance;

/** A time line of what policies hear and do about one instance, as the manager reports it. */
final class DemoTimeline {

  private static final Duration BETWEEN_LOADS = Duration.ofMillis(2500);

  private final Session session;
  private final ManagerClient client;
  private final Clock clock;
  private final Instance instance;
  private final Instant begun;
  private final Map<String, String> shown = new HashMap<>();
  private final List<Event> events = new ArrayList<>();
  private Optional<Instant> finished = Optional.empty();
  private Instant nextLoads = Instant.MIN;

  private record Event(Instant at, String kind, String text) {}

  /** Begins now. */
  DemoTimeline(Session session, Clock clock, Instance instance) {
    this.session = session;
    this.client = session.client();
    this.clock = clock;
    this.instance = instance;
    this.begun = clock.instant();
  }

  /** When the time line began. */
  Instant begun() {
    return begun;
  }

  /** When the process that is looked at ended; empty before. */
  Optional<Instant> finished() {
    return finished;
  }

  /** Something that happened just now. */
  void happened(String kind, String text) {
    add(clock.instant(), kind, text);
    show();
  }

  /** Prints what was found since the last time, in the order in which it happened. */
  void show() {
    events.stream()
        .sorted(Comparator.comparing(Event::at))
        .forEach(
            event -> {
              long tenths = Math.max(0, Duration.between(begun, event.at()).toMillis() / 100);
              String line = "  %4d.%d s  %-9s %s";
              session
                  .console()
                  .say(line.formatted(tenths / 10, tenths % 10, event.kind(), event.text()));
            });
    events.clear();
  }

  private void add(Instant at, String kind, String text) {
    events.add(new Event(at, kind, text));
  }

  /** Whether a key has another value than at the last look. */
  private boolean changed(String key, String value) {
    return !value.equals(shown.put(key, value));
  }

  private static Instant time(JsonNode object, String field) {
    String text = Json.text(object, field);
    return text.isEmpty() ? Instant.MIN : OffsetDateTime.parse(text).toInstant();
  }

  private static String reason(String reason) {
    return reason.isEmpty() ? "" : ": " + reason;
  }

  /** Every BROKEN of a metric, and the first value after it. */
  void lookAtReports(String metric) {
    String since = begun.truncatedTo(ChronoUnit.SECONDS).toString();
    String before = "";
    JsonNode reports =
        client
            .find(instance.path() + "/metrics/" + metric + "?since=" + since)
            .orElse(MissingNode.getInstance());
    for (JsonNode report : reports) {
      Instant at = time(report, "at");
      String value = Json.text(report, "value");
      boolean told = value.equals("BROKEN") || before.equals("BROKEN");
      if (!at.isBefore(begun) && told && changed("report " + at, value)) {
        add(at, "metric", metric + " " + value + reason(Json.text(report, "message")));
      }
      before = value;
    }
  }

  /** When the instance's state changes; whether it is Active. */
  boolean lookAtState() {
    JsonNode now = client.get(instance.path());
    String state = Json.text(now, "resourceState");
    boolean first = !shown.containsKey("state");
    boolean active = state.equals("Active");
    if (changed("state", state) && !(first && active)) {
      add(clock.instant(), "state", state + reason(Json.text(now, "stateReason")));
    }
    return active;
  }

  /** A policy's firing, and its count where it counts periods. */
  void lookAtPolicy(String name, boolean counts) {
    JsonNode policy = policy(name);
    if (policy.has("count") && policy.has("asksFor") && counts) {
      String count =
          Json.text(policy, "count") + " in a row ask for " + Json.text(policy, "asksFor");
      if (changed("count", count)) {
        add(clock.instant(), "policy", count + reason(Json.text(policy, "message")));
      }
    }
    Instant fired = time(policy, "lastFiredAt");
    if (!fired.isBefore(begun) && changed("fired", fired.toString())) {
      add(fired, "firing", "policy " + name);
    }
  }

  /** Why a policy does nothing. */
  String policySays(String name) {
    String waits = Json.text(policy(name), "waitsFor");
    return "Its policy " + name + ": " + (waits.isEmpty() ? "no reason is known" : waits);
  }

  private JsonNode policy(String name) {
    for (JsonNode policy : client.get(instance.path() + "/policies")) {
      if (Json.text(policy, "name").equals(name)) {
        return policy;
      }
    }
    return MissingNode.getInstance();
  }

  /** The latest run of a process since the time line began, step by step. */
  void lookAtProcess(String name) {
    JsonNode run =
        client
            .get(
                "/lifecycle/transitions?resourceId=%s&transitionName=%s&limit=1"
                    .formatted(instance.id(), name))
            .path("items")
            .path(0);
    Instant started = time(run, "startedAt");
    if (started.isBefore(begun)) {
      return;
    }
    String state = Json.text(run, "requestState");
    String why = reason(Json.text(run, "requestStateReason"));
    if (changed("run", started.toString())) {
      String by = run.path("context").path("startedBy").asText("unknown");
      add(started, "process", name + " begins, started by " + by + why);
    }
    if (run.has("finishedAt")) {
      Instant at = time(run, "finishedAt");
      finished = Optional.of(at);
      if (changed("end", at.toString())) {
        long took = Duration.between(started, at).toMillis();
        add(at, "process", name + " " + state + " after " + took + " ms");
      }
      if (!state.equals("COMPLETED")) {
        show();
        throw new CommandFailure(
            ExitCode.FAILED,
            name + " ended " + state + why,
            "Its run is in Cockpit: " + client.base() + "/camunda");
      }
    } else {
      String activity = Json.text(run.path("progress"), "activity");
      if (!activity.isEmpty() && changed("activity", activity)) {
        add(clock.instant(), "process", name + ": " + activity);
      }
    }
  }

  /** Who is in the cluster; the number of members. */
  int lookAtCluster(List<JsonNode> members) {
    String names =
        members.stream()
            .map(member -> Json.text(member, "resourceName"))
            .collect(Collectors.joining(" "));
    boolean first = !shown.containsKey("cluster");
    if (!members.isEmpty() && changed("cluster", names) && !first) {
      add(clock.instant(), "cluster", members.size() + " servers: " + names);
    }
    return members.size();
  }

  /** The mean load of the members in percent, once each has reported after a moment. */
  OptionalLong lookAtLoads(List<JsonNode> members, Instant after) {
    List<Long> loads = new ArrayList<>();
    Instant latest = Instant.MIN;
    for (JsonNode member : members) {
      JsonNode load = metric(Instance.of(member), "load");
      latest = time(load, "at");
      if (!latest.isAfter(after)) {
        return OptionalLong.empty();
      }
      loads.add(load.path("value").asLong());
    }
    if (loads.isEmpty()) {
      return OptionalLong.empty();
    }
    long mean = loads.stream().mapToLong(Long::longValue).sum() / loads.size();
    Instant now = clock.instant();
    if (!now.isBefore(nextLoads) && changed("loads", latest.toString())) {
      String all = loads.stream().map(String::valueOf).collect(Collectors.joining(" "));
      add(latest, "metric", "load " + mean + " % in the mean of " + all);
      nextLoads = now.plus(BETWEEN_LOADS);
    }
    return OptionalLong.of(mean);
  }

  /** Whether the instance has reported OK after a moment. */
  boolean reportedOk(String metric, Instant after) {
    JsonNode latest = metric(instance, metric);
    return Json.text(latest, "value").equals("OK") && time(latest, "at").isAfter(after);
  }

  private JsonNode metric(Instance of, String name) {
    // A member may be removed since it was listed.
    JsonNode metrics = client.find(of.path() + "/metrics").orElse(MissingNode.getInstance());
    for (JsonNode metric : metrics) {
      if (Objects.equals(Json.text(metric, "metricName"), name)) {
        return metric;
      }
    }
    return MissingNode.getInstance();
  }
}
