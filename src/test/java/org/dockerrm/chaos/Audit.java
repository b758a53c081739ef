package org.dockerrm.chaos;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.core.ConditionTimeoutException;
import org.dockerrm.chaos.Expectations.Accepted;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.TestTopicReader;

/** Compares, when all is quiet, what was promised with what the manager, engine and topic hold. */
final class Audit {

  private final Expectations book;
  private final RmClient manager;
  private final TestTopicReader topic;
  private final ChaosEngine engine;
  private final ScriptLedger ledger;
  private final Duration patience;
  private final Map<String, JsonNode> statuses = new HashMap<>();

  Audit(
      Expectations book,
      RmClient manager,
      TestTopicReader topic,
      ChaosEngine engine,
      ScriptLedger ledger,
      Duration patience) {
    this.book = book;
    this.manager = manager;
    this.topic = topic;
    this.engine = engine;
    this.ledger = ledger;
    this.patience = patience;
    book.accepted()
        .forEach(
            request ->
                statuses.put(
                    request.requestId(),
                    manager.get("/lifecycle/transitions/" + request.requestId()).json()));
  }

  /** Requests that did not come to the end they must come to, one line each. */
  List<String> lost() {
    List<String> lost = new ArrayList<>();
    for (Accepted request : book.accepted()) {
      JsonNode status = statuses.get(request.requestId());
      if (!status.path("requestState").asText().equals(request.end())) {
        lost.add(request + ": " + status);
      }
    }
    return lost;
  }

  /** Scripts that were not run exactly once, one line each. */
  List<String> notOnce() {
    Map<String, Long> entries =
        ledger.entries().stream().collect(groupingBy(identity(), counting()));
    List<String> wrong = new ArrayList<>();
    for (Accepted request : book.accepted()) {
      if (request.writesIntoLedger()) {
        Long times = entries.remove(request.entry());
        if (times == null || times != 1) {
          wrong.add(request + " was run " + (times == null ? 0 : times) + " times");
        }
      }
    }
    entries.keySet().forEach(entry -> wrong.add("no request was made for " + entry));
    return wrong;
  }

  /** Objects without an instance, and instances without their object, one line each. */
  List<String> orphans() {
    Set<String> known = new TreeSet<>();
    String cursor = "";
    do {
      JsonNode page =
          manager
              .get("/topology/instances?location=" + manager.location() + "&limit=1000" + cursor)
              .json();
      page.get("items").forEach(instance -> known.addAll(objects(instance)));
      cursor = page.has("nextCursor") ? "&cursor=" + page.get("nextCursor").asText() : "";
    } while (!cursor.isEmpty());
    Set<String> there = new TreeSet<>(engine.containersOf(manager.location()));
    there.addAll(engine.networksOf(manager.location()));
    List<String> differences = new ArrayList<>();
    without(there, known).forEach(id -> differences.add(id + " belongs to no instance"));
    without(known, there).forEach(id -> differences.add(id + " is gone from the engine"));
    return differences;
  }

  private static List<String> objects(JsonNode instance) {
    List<String> ids = new ArrayList<>();
    if (!instance.path("readOnly").asBoolean()) {
      instance.path("internalResourceInstances").forEach(o -> ids.add(o.get("id").asText()));
    }
    return ids;
  }

  private static Set<String> without(Collection<String> all, Collection<String> some) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeAll(some);
    return rest;
  }

  /** Messages that never came, one line each; waits for those that are under way. */
  List<String> unsent() {
    Map<String, Integer> counts = new HashMap<>();
    book.accepted().forEach(request -> counts.merge(request.resourceId(), 1, Integer::sum));
    List<String> missing = new ArrayList<>();
    for (Map.Entry<String, Integer> entry : counts.entrySet()) {
      try {
        topic.awaitMessages(entry.getKey(), entry.getValue(), patience);
      } catch (ConditionTimeoutException missed) {
        break;
      }
    }
    for (Accepted request : book.accepted()) {
      if (!order(request.resourceId()).contains(request.requestId())) {
        missing.add("no message about " + request);
      }
    }
    return missing;
  }

  /** Resources whose messages came in another order than their requests ended, one line each. */
  List<String> outOfOrder() {
    List<String> wrong = new ArrayList<>();
    Set<String> resources = new HashSet<>();
    book.accepted().forEach(request -> resources.add(request.resourceId()));
    for (String resource : resources) {
      List<String> sent = order(resource);
      List<String> right =
          sent.stream().sorted((a, b) -> finished(a).compareTo(finished(b))).toList();
      if (!sent.equals(right)) {
        wrong.add(resource + ": " + sent + " instead of " + right);
      }
    }
    return wrong;
  }

  private String finished(String requestId) {
    return statuses.get(requestId).path("finishedAt").asText();
  }

  /** Request ids in the order in which they were told of first. */
  private List<String> order(String resourceId) {
    Set<String> ids = new LinkedHashSet<>();
    topic.of(resourceId).forEach(message -> ids.add(message.get("requestId").asText()));
    return List.copyOf(ids);
  }
}
