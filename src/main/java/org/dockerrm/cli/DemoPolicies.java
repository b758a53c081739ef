package org.dockerrm.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.dockerrm.cli.DemoInstances.Instance;

/**
 * A SIP service that heals itself, and one that scales itself. No client asks for it; the metrics
 * of the servers do.
 */
final class DemoPolicies {

  /**
   * A server counts as full with so many calls. Few enough that two are full at the high rate,
   * three are not, and three are too many at the low one: a call takes two seconds.
   */
  private static final int CAPACITY = 50;

  private static final int LOW_RATE = 12;
  private static final int HIGH_RATE = 48;
  private static final int BUSY_PERCENT = 80;
  private static final long PAUSE_MILLIS = 200;
  private static final String INTEGRITY = "h_integrity";

  private final Session session;
  private final ManagerClient client;
  private final DemoService service;
  private final DemoInstances instances;

  DemoPolicies(Session session, DemoService service) {
    this.session = session;
    this.client = session.client();
    this.service = service;
    this.instances = service.instances();
  }

  private DemoTimeline timeline(String label) {
    return new DemoTimeline(session, Clock.systemUTC(), instances.get(label));
  }

  /** Looks until something is so, or fails with what the second says. */
  private static void until(
      BooleanSupplier done, Duration longest, Supplier<CommandFailure> otherwise) {
    long begun = System.nanoTime();
    while (!done.getAsBoolean()) {
      if (System.nanoTime() - begun > longest.toNanos()) {
        throw otherwise.get();
      }
      ManagerClient.pause(PAUSE_MILLIS);
    }
  }

  private static CommandFailure failed(String reason, String... remedies) {
    return new CommandFailure(ExitCode.FAILED, reason, remedies);
  }

  // ---- heal

  void heal() {
    service.headline("A network, two servers, a proxy in front of them, a client");
    service.installNetwork();
    service.deploy("proxy", Map.of());
    service.deploy("server-1", Map.of("drainSeconds", "2"));
    service.deploy("server-2", Map.of("drainSeconds", "2"));
    service.changePool("addServer", "server-1");
    service.changePool("addServer", "server-2");
    service.deployClient(DemoService.RATE);
    awaitReports("server-1");
    awaitReports("server-2");
    service.pass(2);
    service.showCalls();

    service.headline("SIPp in server-1 is killed");
    service.countAsLost("server-1");
    heal("server-1", "SIPp killed in its container", "exec", "pkill", "-KILL", "-x", "sipp");
    service.showCalls();

    service.headline("The whole container of server-2 is killed");
    service.countAsLost("server-2");
    heal("server-2", "its container killed", "kill");
    service.pass(3);
    service.showCalls();
  }

  /** Does harm, and shows what becomes of it until the server takes calls again. */
  private void heal(String label, String harm, String command, String... arguments) {
    DemoTimeline line = timeline(label);
    docker(label, command, arguments);
    line.happened("harm", harm);
    until(
        () -> healed(line),
        Duration.ofSeconds(90),
        () ->
            failed(
                label + " is not healed after 90 s",
                line.policySays("heal"),
                "Its metrics: dockerrm metrics " + instances.get(label).id()));
    line.happened("recovery", label + " takes calls again: answered " + calls(label) + " since");
  }

  /** The process is looked at before the policy that started it: no firing is shown after it. */
  private static boolean healed(DemoTimeline line) {
    line.lookAtReports(INTEGRITY);
    line.lookAtProcess("Heal");
    line.lookAtPolicy("heal", false);
    boolean active = line.lookAtState();
    line.show();
    return active && line.finished().filter(at -> line.reportedOk(INTEGRITY, at)).isPresent();
  }

  /** How many calls a server has had; waits for the first. */
  private long calls(String label) {
    long[] answered = new long[1];
    until(
        () -> {
          ManagerClient.Answer answer = instances.ask(instances.get(label), "getStatistics");
          if (answer.isSuccess()) {
            answered[0] = DemoService.number(instances.ended(answer), "answered");
          }
          return answered[0] > 0;
        },
        Duration.ofSeconds(40),
        () -> failed(label + " gets no calls 40 s after it was healed"));
    return answered[0];
  }

  /** Harms a container directly on the engine, which the manager offers no way to do. */
  private void docker(String label, String command, String... arguments) {
    String filter = "label=dockerrm.resource-id=" + instances.get(label).id();
    List<String> found =
        DockerProgram.run("ps", "-q", "--no-trunc", "--filter", filter).lines().orElse(List.of());
    if (found.isEmpty()) {
      throw failed(
          "the container of " + label + " is not on the engine that the program 'docker' talks to",
          "This demo kills a container: run it on the engine's machine, or set DOCKER_HOST.");
    }
    List<String> words = new ArrayList<>(List.of(command, found.get(0)));
    words.addAll(List.of(arguments));
    DockerProgram.Result result = DockerProgram.run(words.toArray(String[]::new));
    if (!result.isDone()) {
      throw failed(
          "docker " + command + " fails for the container of " + label + ": " + result.reason());
    }
  }

  // ---- scale

  void scale() {
    service.headline(
        "A network, a server, a proxy in front of it, a client with "
            + LOW_RATE
            + " calls a second");
    service.installNetwork();
    service.deploy("proxy", Map.of());
    String proxy = instances.get("proxy").id();
    service.deploy("server", Map.of("proxy", proxy, "capacity", String.valueOf(CAPACITY)));
    service.changePool("addServer", "server");
    service.deployClient(LOW_RATE);
    awaitReports("server");
    instances.scale("server", 2);
    service.showPool();

    service.headline(HIGH_RATE + " calls a second: two servers cannot take them");
    DemoTimeline out = timeline("server");
    service.setRate(HIGH_RATE);
    followScaling(out, "ScaleOut", 3);
    awaitRelief(out);
    service.showPool();
    service.showCalls();

    service.headline(LOW_RATE + " calls a second: two servers are enough");
    DemoTimeline in = timeline("server");
    service.setRate(LOW_RATE);
    followScaling(in, "ScaleIn", 2);
    in.happened("recovery", "the third server has left, calls go on");
    service.showPool();
    service.showCalls();
  }

  private List<JsonNode> members() {
    return Lists.items(client.get(instances.get("server").path() + "/cluster"));
  }

  /** Until the policy has given the cluster another size. */
  private void followScaling(DemoTimeline line, String process, int size) {
    until(
        () -> {
          List<JsonNode> members = members();
          int now = line.lookAtCluster(members);
          line.lookAtLoads(members, line.begun());
          line.lookAtProcess(process);
          line.lookAtPolicy("scale", true);
          line.show();
          return line.finished().isPresent() && now == size;
        },
        Duration.ofMinutes(2),
        () -> failed(process + " has not happened after 120 s", line.policySays("scale")));
  }

  /** Until all members have reported that they are less busy than the policy's threshold. */
  private void awaitRelief(DemoTimeline line) {
    Instant after = line.finished().orElse(Instant.MIN);
    long[] load = new long[1];
    until(
        () -> {
          OptionalLong mean = line.lookAtLoads(members(), after);
          line.show();
          load[0] = mean.orElse(0);
          return mean.isPresent() && load[0] <= BUSY_PERCENT;
        },
        Duration.ofSeconds(60),
        () -> failed("the servers are no less busy 60 s after there is one more"));
    String relief = "load %d %% in the mean of %d servers".formatted(load[0], members().size());
    line.happened("recovery", relief);
  }

  // ---- both

  /** Nothing of all this happens where reports do not arrive. */
  private void awaitReports(String label) {
    Instance server = instances.get(label);
    until(
        () -> client.get(server.path() + "/metrics").toString().contains("\"" + INTEGRITY + "\""),
        Duration.ofSeconds(30),
        () ->
            failed(
                "no report of " + label + " reaches the resource manager",
                "Its container must reach the port for metrics: see docs/operator.md, 'Metrics of"
                    + " instances'.",
                "What it prints: dockerrm logs " + server.id()));
    String policies = client.get(server.path() + "/policies").toString();
    DemoInstances.require(
        !policies.contains("policyEngine: external"),
        "this resource manager leaves policies to the orchestrator; set policyEngine: internal in"
            + " config.yml");
  }
}
