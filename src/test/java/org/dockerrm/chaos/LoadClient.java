package org.dockerrm.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.Types;

/**
 * An orchestrator that leads one resource after the other through a life of its own choice, and
 * asks again, with the same key, for whatever the manager did not answer.
 */
final class LoadClient implements Runnable {

  static final String LEDGER = "resource::ledger::1.0";

  private static final Set<String> FINAL = Set.of("COMPLETED", "FAILED", "CANCELLED");
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int MOST_STEPS = 9;
  private static final int KEPT = 3;
  private static final Duration PAUSE = Duration.ofMillis(50);

  private static final Map<String, List<String>> CHOICES =
      Map.of(
          "Installed", List.of("Configure", "Configure", "note", "Uninstall"),
          "Inactive", List.of("Start", "Start", "note", "Uninstall"),
          "Active", List.of("Stop", "Reconfigure", "note"),
          "Failed", List.of("Uninstall"));

  private static final Map<String, String> AFTER_SUCCESS =
      Map.of(
          "Install", "Installed",
          "Configure", "Inactive",
          "Start", "Active",
          "Stop", "Inactive",
          "Reconfigure", "Active");

  private static final Map<String, String> AFTER_FAILURE =
      Map.of(
          "Install", "Failed",
          "Configure", "Installed",
          "Start", "Inactive",
          "Stop", "Failed",
          "Reconfigure", "Active");

  private final int number;
  private final Random random;
  private final Supplier<RmClient> manager;
  private final Expectations book;
  private final BooleanSupplier goesOn;
  private int networks;
  private int lives;

  LoadClient(
      int number,
      long seed,
      Supplier<RmClient> manager,
      Expectations book,
      BooleanSupplier goesOn) {
    this.number = number;
    this.random = new Random(seed * 31 + number);
    this.manager = manager;
    this.book = book;
    this.goesOn = goesOn;
  }

  @Override
  public void run() {
    try {
      while (goesOn.getAsBoolean()) {
        switch (random.nextInt(5)) {
          case 0 -> network();
          case 1 -> small();
          default -> ledger();
        }
      }
    } catch (RuntimeException | AssertionError e) {
      book.complain("client " + number + " gave up: " + e);
    }
  }

  private void network() {
    ObjectNode body = manager.get().body(Types.NETWORK, "Install", null);
    body.put("resourceName", manager.get().location() + "-" + number + "-" + networks);
    String prefix = "10." + (180 + number) + "." + networks++ % 250;
    body.putObject("properties").put("subnet", prefix + ".0/24").put("gateway", prefix + ".1");
    String id = go(body, "COMPLETED");
    go(manager.get().body(Types.NETWORK, "Uninstall", id), "COMPLETED");
  }

  private void small() {
    String id = go(manager.get().body(Types.SMALL, "Install", null), "COMPLETED");
    go(manager.get().body(Types.SMALL, "Start", id), "COMPLETED");
    if (isToGo()) {
      go(manager.get().body(Types.SMALL, "Stop", id), "COMPLETED");
      go(manager.get().body(Types.SMALL, "Uninstall", id), "COMPLETED");
    }
  }

  private void ledger() {
    String id = "";
    String state = "";
    Step next = step("Install", "");
    for (int i = 0; i < MOST_STEPS; i++) {
      id = take(next, id);
      state = next.after();
      if (state.isEmpty() || !goesOn.getAsBoolean()) {
        return;
      }
      List<String> choices = CHOICES.get(state);
      next = step(choices.get(random.nextInt(choices.size())), state);
    }
    if (isToGo()) {
      if (state.equals("Active")) {
        take(new Step("Stop", state, false, 0), id);
      }
      take(new Step("Uninstall", state, false, 0), id);
    }
  }

  /** Goes one step: the instance's id. */
  private String take(Step step, String resourceId) {
    String id = go(step.body(resourceId.isEmpty() ? null : resourceId), step.end());
    expectState(id, step.after());
    return id;
  }

  /** A few instances stay, so that there is something to compare in the end. */
  private boolean isToGo() {
    return ++lives > KEPT;
  }

  /** Operations and Uninstall have no way to fail by wish: what they are given stays unread. */
  private Step step(String transition, String before) {
    boolean canFail = AFTER_SUCCESS.containsKey(transition);
    return new Step(transition, before, canFail && random.nextInt(8) == 0, random.nextInt(4) / 4.0);
  }

  /** What is asked for, and what must come of it. */
  private final class Step {

    private final String transition;
    private final String before;
    private final boolean fails;
    private final double pause;

    private Step(String transition, String before, boolean fails, double pause) {
      this.transition = transition;
      this.before = before;
      this.fails = fails;
      this.pause = pause;
    }

    private ObjectNode body(String resourceId) {
      ObjectNode body = manager.get().body(LEDGER, transition, resourceId);
      if (!transition.equals("note")) {
        body.putObject("properties")
            .put("fail", fails ? transition : "")
            .put("pause", String.valueOf(pause));
      }
      return body;
    }

    private String end() {
      return fails ? "FAILED" : "COMPLETED";
    }

    /** The instance's state afterwards; empty where there is none any more. */
    private String after() {
      return switch (transition) {
        case "note" -> before;
        case "Uninstall" -> "";
        default -> (fails ? AFTER_FAILURE : AFTER_SUCCESS).get(transition);
      };
    }
  }

  /** Posts, waits for the end, and compares it with what it must be: the instance's id. */
  private String go(ObjectNode body, String end) {
    String key = UUID.randomUUID().toString();
    RmClient.Answer answer =
        persist(
            () ->
                manager
                    .get()
                    .post("/lifecycle/transitions", body.toString(), "Idempotency-Key", key));
    if (answer.status() != 202) {
      throw new IllegalStateException(body + " was answered " + answer.text());
    }
    String requestId = answer.json().get("requestId").asText();
    String resourceId = answer.json().get("resourceId").asText();
    book.accept(
        new Expectations.Accepted(
            requestId,
            resourceId,
            body.get("resourceType").asText(),
            body.get("transitionName").asText(),
            end));
    JsonNode status = awaitEnd(requestId);
    if (!status.path("requestState").asText().equals(end)) {
      book.complain("request " + requestId + " is not " + end + " but " + status);
    }
    book.end(requestId);
    return resourceId;
  }

  private JsonNode awaitEnd(String requestId) {
    long limit = System.nanoTime() + PATIENCE.toNanos();
    JsonNode status = status(requestId);
    while (!FINAL.contains(status.path("requestState").asText())) {
      if (System.nanoTime() > limit) {
        throw new IllegalStateException("request " + requestId + " does not end");
      }
      sleep();
      status = status(requestId);
    }
    return status;
  }

  private JsonNode status(String requestId) {
    return persist(() -> manager.get().get("/lifecycle/transitions/" + requestId + "/status"))
        .json();
  }

  private void expectState(String resourceId, String state) {
    RmClient.Answer answer = persist(() -> manager.get().get("/topology/instances/" + resourceId));
    JsonNode found = answer.json();
    boolean right =
        state.isEmpty()
            ? answer.status() == 404
            : found.path("resourceState").asText().equals(state);
    if (!right) {
      book.complain("instance " + resourceId + " is not '" + state + "' but " + answer.text());
    }
  }

  /** Asks until there is an answer of the manager's own: it may be away for a while. */
  private RmClient.Answer persist(Supplier<RmClient.Answer> call) {
    long limit = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        RmClient.Answer answer = call.get();
        if (answer.status() < 500) {
          return answer;
        }
      } catch (UncheckedIOException e) {
        // It is away.
      }
      if (System.nanoTime() > limit) {
        throw new IllegalStateException("the manager does not come back");
      }
      sleep();
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
