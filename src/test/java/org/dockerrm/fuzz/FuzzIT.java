package org.dockerrm.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dockerrm.location.docker.ClosedEngine;
import org.dockerrm.support.DescribedApi;
import org.dockerrm.support.Exchange;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.RmClient.Answer;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Any request is answered, as the API's description says: no failure, nothing of the program's
 * inside, no silence. Requests follow from a seed and their number, so that one can be made again:
 * {@code ./dockerrm fuzz}.
 */
@Tag("long")
class FuzzIT {

  private static final int MOST_FAULTS = 20;

  /** Names of classes, and what stands around them in stack traces. */
  private static final Pattern INSIDE =
      Pattern.compile(
          "\\bat \\w+(\\.\\w+)+\\(|Caused by|\\w*Exception\\b|\\w+Error\\b(?=:)"
              + "|\\b(java|javax|jakarta|org|com|net)\\.\\w+(\\.\\w+)*\\.[A-Z]\\w+");

  private final long seed = Long.getLong("fuzz.seed", 1);
  private final int requests = Integer.getInteger("fuzz.requests", 2_000);
  private final List<String> faults = new ArrayList<>();
  private final Map<Integer, Integer> statuses = new TreeMap<>();

  @Test
  void answersAnyRequestAsDescribed() throws IOException {
    try (Manager manager = Manager.with("probe", "small")) {
      ClosedEngine engine = ClosedEngine.in(manager);
      manager.start();
      RmClient rm = manager.client().awaitPublished(Types.PROBE).awaitPublished(Types.SMALL);
      String instance = rm.install(Types.PROBE, Map.of());
      engine.close();
      run(rm, instance);
    }
  }

  private void run(RmClient rm, String instance) throws IOException {
    DescribedApi api = Exchange.described(rm.base());
    ApiRequests calls = new ApiRequests(api, known(rm, instance));
    PackageRequests packages = new PackageRequests("dockerrm_small:2.1");
    RawHttp http = new RawHttp(rm.base());
    for (int number = 1; number <= requests && faults.size() < MOST_FAULTS; number++) {
      OddValues odd = new OddValues(new Random(seed * 1_000_003 + number));
      FuzzRequest request = odd.in(70) ? calls.next(odd) : packages.next(odd);
      Answer answer = judge(request, number, http, api, rm);
      if (answer != null && answer.status() == 201) {
        // What was made is removed at once, so that nothing grows.
        String made = answer.headers().getOrDefault("location", "");
        judge(FuzzRequest.of("DELETE", made, List.of(), new byte[0]), number, http, api, rm);
      }
    }
    System.out.println("fuzz.seed=" + seed + ", answers by status: " + statuses);
    assertThat(rm.get("/actuator/health").status()).as("it is well afterwards").isEqualTo(200);
    assertThat(faults).as("seed %s", seed).isEmpty();
  }

  /** Values that are there, by the names of fields and parameters. */
  private static Map<String, List<String>> known(RmClient rm, String instance) {
    String request = rm.get("/lifecycle/transitions").json().at("/items/0/requestId").asText();
    List<String> types = List.of(Types.PROBE, Types.SMALL, Types.NETWORK, Types.VOLUME);
    List<String> transitions =
        List.of(
            "Install",
            "Configure",
            "Start",
            "Integrity",
            "Stop",
            "Reconfigure",
            "echo",
            "break",
            "Transition::Install",
            "addNetwork");
    List<String> states = List.of("Active", "Broken", "COMPLETED", "failed", "IN_PROGRESS");
    return Map.ofEntries(
        Map.entry("id", List.of(instance, request)),
        Map.entry("resourceId", List.of(instance)),
        Map.entry("name", concat(types, List.of(rm.location(), "h_integrity"))),
        Map.entry("deploymentLocation", List.of(rm.location())),
        Map.entry("location", List.of(rm.location())),
        Map.entry("resourceType", types),
        Map.entry("type", types),
        Map.entry("instanceType", types),
        Map.entry("transitionName", transitions),
        Map.entry("state", states),
        Map.entry("resourceState", states),
        Map.entry("since", List.of("2026-01-31T12:00:00Z")),
        Map.entry(
            "property",
            List.of(
                "text",
                "number",
                "flag",
                "identity",
                "secret",
                "docker_network",
                "pause",
                "message",
                "times",
                "networkname",
                "subnet",
                "gateway",
                "driver",
                "endpoint",
                "maxContainers",
                "tlsDirectory")));
  }

  private static List<String> concat(List<String> some, List<String> more) {
    List<String> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }

  private Answer judge(
      FuzzRequest request, int number, RawHttp http, DescribedApi api, RmClient rm) {
    Answer answer;
    try {
      answer = http.send(request);
    } catch (IOException e) {
      fault(request, number, rm, "no answer: " + e);
      return null;
    }
    statuses.merge(answer.status(), 1, Integer::sum);
    if (answer.status() >= 500 && answer.status() != 503) {
      fault(request, number, rm, answer.status() + " " + answer.text());
    }
    Matcher inside = INSIDE.matcher(answer.text());
    while (inside.find()) {
      if (!request.said().contains(inside.group()) && !request.target().contains(inside.group())) {
        fault(request, number, rm, "shows '" + inside.group() + "': " + answer.text());
        break;
      }
    }
    List<String> undescribed = api.faults(request.method(), request.path(), answer);
    if (!undescribed.isEmpty()) {
      fault(request, number, rm, undescribed + ": " + answer.status() + " " + answer.text());
    }
    return answer;
  }

  private void fault(FuzzRequest request, int number, RmClient rm, String what) {
    String shown = what.length() > 1_000 ? what.substring(0, 1_000) + "..." : what;
    String command = request.curl(rm.base(), seed + "-" + number);
    String fault = "seed %d, number %d: %s%n    %s".formatted(seed, number, shown, command);
    System.out.println(fault);
    faults.add(fault);
  }
}
