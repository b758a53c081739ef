package org.dockerrm.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.dockerrm.support.Types;
import org.dockerrm.transition.PolicyAction;
import org.dockerrm.transition.PolicyCommand;

/** Installs that fail or are cancelled, and an instance that is healed and scaled out and in. */
final class FailureScenario extends ScenarioRun {

  static final String TUMBLER = "resource::tumbler::1.0";

  /** What stands in the reasons of requests that its scripts let fail. */
  static final String FAILURE = "ended with exit code 3";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Set<String> cluster = new LinkedHashSet<>();
  private String first = "";
  private String given = "";

  FailureScenario(ScenarioLocation place) {
    super(place);
  }

  @Override
  JsonNode perform(ScenarioStep step, Runnable begin) {
    return switch (step) {
      case CANCELLED_NETWORK ->
          cancelled(Types.NETWORK, place.addresses(), "POST /networks/create", begin);
      case CANCELLED_VOLUME -> cancelled(Types.VOLUME, Map.of(), "GET /volumes/{id}", begin);
      case CANCELLED_INSTALL ->
          cancelled(TUMBLER, settings(), "POST /containers/{id}/start", begin);
      case CANCELLED_SCRIPT -> cancelledScript(begin);
      default -> {
        begin.run();
        yield ordinary(step);
      }
    };
  }

  private JsonNode ordinary(ScenarioStep step) {
    return switch (step) {
      case FAILED_INSTALL -> failedInstall();
      case FIRST -> firstInstall();
      case FAILED_START -> request(TUMBLER, "Start", first, Map.of("fail", "Start"));
      case FIRST_START -> request(TUMBLER, "Start", first, Map.of("fail", ""));
      case HEAL -> policy(PolicyAction.HEAL, Map.of("action", "recreate"));
      case SCALE_OUT -> policy(PolicyAction.SCALE_OUT, size(2));
      case SCALE_IN -> policy(PolicyAction.SCALE_IN, size(1));
      case LAST -> request(TUMBLER, "Uninstall", first, Map.of());
      default -> throw new IllegalArgumentException(step.name());
    };
  }

  @Override
  List<String> subjects(ScenarioStep step) {
    if (step == ScenarioStep.FAILED_INSTALL || step.isCancelled()) {
      return List.of(given);
    }
    rm.get("/topology/instances/" + first + "/cluster")
        .json()
        .findValuesAsText("resourceId")
        .forEach(cluster::add);
    cluster.add(first);
    return new ArrayList<>(cluster);
  }

  private JsonNode failedInstall() {
    Map<String, String> settings = settings();
    settings.put("fail", "Install");
    JsonNode status = request(TUMBLER, "Install", "", settings);
    given = status.get("resourceId").asText();
    return status;
  }

  private JsonNode firstInstall() {
    JsonNode status = request(TUMBLER, "Install", "", settings());
    first = status.get("resourceId").asText();
    return status;
  }

  private JsonNode policy(PolicyAction action, Map<String, String> settings) {
    PolicyCommand command =
        new PolicyCommand(action, first, "policy/test", "wanted by the test", settings);
    return rm.end(place.accept(command));
  }

  private Map<String, String> size(int instances) {
    return Map.of(
        "instances",
        Integer.toString(instances),
        "onScaleOut",
        "join",
        "onScaleIn",
        "leave",
        "target",
        "${instance.id}");
  }

  /** Stops an Install at a call that has had its effect, and cancels it when it stands still. */
  private JsonNode cancelled(
      String type, Map<String, String> settings, String call, Runnable begin) {
    place.faults().hold(place.location(), call);
    String request = begun(type, settings);
    await().atMost(PATIENCE).until(() -> place.faults().happened(place.location()));
    act(request, "suspend");
    begin.run();
    return cancelled(request);
  }

  /** The removal is made to come a little later than the end of the script, as it may. */
  private JsonNode cancelledScript(Runnable begin) {
    Map<String, String> settings = settings();
    settings.put("pause", "60");
    String request = begun(TUMBLER, settings);
    await().atMost(PATIENCE).until(place::hasTally);
    begin.run();
    place.faults().before(place.location(), "DELETE /containers/{id}", () -> pause(300));
    return cancelled(request);
  }

  private static void pause(int millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String begun(String type, Map<String, String> settings) {
    JsonNode accepted = accepted(type, "Install", "", settings);
    given = accepted.get("resourceId").asText();
    return accepted.get("requestId").asText();
  }

  /**
   * Cancels and waits until nothing is left. A fault for good is over a second after it began,
   * since the retries would never end.
   */
  private JsonNode cancelled(String request) {
    act(request, "cancel");
    JsonNode status = rm.end(request);
    await()
        .atMost(PATIENCE)
        .until(() -> place.faults().happened(place.location()) || isForgotten());
    for (int tenth = 0; tenth < 10 && !isForgotten(); tenth++) {
      pause(100);
    }
    place.faults().disarm(place.location());
    await().atMost(PATIENCE).until(this::isForgotten);
    return status;
  }

  private boolean isForgotten() {
    return rm.get("/topology/instances/" + given).status() == 404;
  }

  private void act(String request, String action) {
    assertThat(rm.post("/lifecycle/transitions/" + request + "/" + action, "").status())
        .as(action)
        .isEqualTo(202);
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("docker_network2", place.standingNetwork());
    settings.put("tally", place.directory().toString());
    return settings;
  }
}
