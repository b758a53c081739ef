package org.dockerrm.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The SIP service of the demo: servers, the proxy in front of them, and the client that calls. */
final class DemoService {

  /** Calls a second at first; the demo is no load test. */
  static final int RATE = 10;

  /** Most calls in all. */
  static final int TOTAL_CALLS = 5000;

  private static final String NETWORK = "resource::docker-network::1.0";
  private static final int NETWORKS = 254;
  private static final List<String> LABELS =
      List.of("network", "client", "proxy", "server", "server-1", "server-2", "server-3");

  private final Session session;
  private final DemoInstances instances;
  private final DemoRemoval removal;
  private final String location;
  private final int number;
  private long lost;

  DemoService(Session session) {
    this.session = session;
    this.instances = new DemoInstances(session);
    this.removal = new DemoRemoval(session, instances);
    JsonNode locations = session.client().get("/topology/deployment-locations");
    DemoInstances.require(
        !locations.isEmpty(),
        "the resource manager has no deployment location; add one to config/locations.yml");
    this.location = Json.text(locations.get(0), "name");
    this.number = freeNumber();
  }

  private int freeNumber() {
    String networks = instancesOfLocation("instanceType=" + ManagerClient.encoded(NETWORK));
    for (int n = 1; n <= NETWORKS; n++) {
      if (!networks.contains("10.77." + n + ".") && !networks.contains("\"demo-" + n + "-net\"")) {
        return n;
      }
    }
    throw new CommandFailure(
        ExitCode.FAILED, "all networks 10.77.1.0/24 to 10.77.254.0/24 are in use");
  }

  private String instancesOfLocation(String query) {
    String path = "/topology/deployment-locations/" + ManagerClient.encoded(location);
    return session.client().get(path + "/instances?" + query).toString();
  }

  DemoInstances instances() {
    return instances;
  }

  DemoRemoval removal() {
    return removal;
  }

  JsonNode lead(String label, String transition) {
    return instances.lead(label, transition);
  }

  void headline(String text) {
    session.console().say("\n" + text);
  }

  /** Lets the calls go on for some seconds. */
  void pass(int seconds) {
    session.console().say("  ... " + seconds + " s later");
    ManagerClient.pause(TimeUnit.SECONDS.toMillis(seconds));
  }

  private static String type(String label) {
    return label.equals("network")
        ? NETWORK
        : "resource::sip-" + label.replaceFirst("-.*", "") + "::1.0";
  }

  private void install(String label, Map<String, String> properties) {
    // Short for the network, whose bridge is called after it.
    String name = "demo-" + number + "-" + label.replace("network", "net");
    instances.install(label, type(label), name, location, properties);
  }

  void installNetwork() {
    String prefix = "10.77." + number + ".";
    install("network", Map.of("subnet", prefix + "0/24", "gateway", prefix + "1"));
  }

  /** From nothing to Active, on the demo's network. */
  void deploy(String label, Map<String, String> properties) {
    Map<String, String> all = new HashMap<>(properties);
    all.put("docker_network", instances.get("network").id());
    install(label, all);
    lead(label, "Configure");
    lead(label, "Start");
    lead(label, "Integrity");
  }

  void deployClient(int rate) {
    deploy(
        "client",
        Map.of(
            "targetip", instances.property("proxy", "docker_ipaddr"),
            "staticReference", instances.get("proxy").id(),
            "callRate", String.valueOf(rate),
            "maxCalls", "300",
            "totalCalls", String.valueOf(TOTAL_CALLS),
            "drainSeconds", "10"));
  }

  void setRate(int rate) {
    instances.lead("client", "Reconfigure", Map.of("callRate", String.valueOf(rate)));
  }

  /** Adds a server to the proxy or removes it, by an operation of the proxy. */
  void changePool(String operation, String server) {
    Map<String, String> address =
        Map.of(
            "ipaddr", instances.property(server, "docker_ipaddr"),
            "port", instances.property(server, "port"));
    sayPool(instances.lead("proxy", operation, address));
  }

  /** The calls that a server has cannot end once it is killed; some more come until then. */
  void countAsLost(String label) {
    long calls = number(lead(label, "getStatistics"), "inProgress");
    say("calls in progress " + calls);
    lost += calls + RATE;
  }

  // ---- the end

  void removeServers() {
    if (instances.has("server")) {
      removal.members(instances.get("server"));
      DemoInstances.require(
          removal.cluster(instances.get("server")).size() == 1,
          "servers that the policy added cannot be removed");
    }
    for (String label : List.of("proxy", "server", "server-3", "server-2", "server-1")) {
      if (instances.has(label)) {
        lead(label, "Stop");
        lead(label, "Uninstall");
      }
    }
  }

  void checkNothingIsLeft() {
    String left = instancesOfLocation("instanceName=demo-" + number + "-");
    DemoInstances.require(left.equals("[]"), "not all that the demo made is gone: " + left);
  }

  // ---- what is shown

  private void say(String text) {
    session.console().say("    " + text);
  }

  private void sayPool(JsonNode ended) {
    say("servers: " + Json.text(ended.path("properties"), "servers"));
  }

  static long number(JsonNode ended, String property) {
    return ended.path("properties").path(property).asLong();
  }

  void showCalls() {
    JsonNode calls = lead("client", "getStatistics");
    say(
        "sent %d, answered %d, failed %d, in progress %d"
            .formatted(
                number(calls, "sent"),
                number(calls, "answered"),
                number(calls, "failed"),
                number(calls, "inProgress")));
  }

  /** What a server has done; it must have done something. */
  void showServer(String label) {
    JsonNode calls = lead(label, "getStatistics");
    say("answered %d, failed %d".formatted(number(calls, "answered"), number(calls, "failed")));
    DemoInstances.require(number(calls, "answered") > 0, label + " was given no calls");
  }

  /** The servers as the proxy has them. */
  void showPool() {
    sayPool(lead("proxy", "getStatistics"));
  }

  /** The client's calls after its Stop. Each must be answered, except those of a killed server. */
  void showResult() {
    JsonNode client = instances.now("client");
    long sent = number(client, "sent");
    long answered = number(client, "answered");
    long failed = number(client, "failed");
    say("sent %d, answered %d, failed %d".formatted(sent, answered, failed));
    if (lost > 0) {
      say("(a killed server loses the calls that it has: at most " + lost + " in all)");
    }
    DemoInstances.require(answered > 0, "no call was answered");
    DemoInstances.require(
        failed <= lost && sent - answered <= lost, "not every call was answered and ended well");
  }

  void showTopology() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("  name", "type", "address", "state", "more"));
    LABELS.stream().filter(instances::has).forEach(label -> rows.add(row(label)));
    session.printer().rows(rows);
  }

  private List<String> row(String label) {
    JsonNode now = instances.now(label);
    JsonNode properties = now.path("properties");
    String address = Json.text(properties, "docker_ipaddr");
    String more =
        switch (label) {
          case "network" -> "bridge " + Json.text(properties, "bridgename");
          case "client" -> "calls sip:" + Json.text(properties, "targetip");
          default -> Json.text(properties, "contact");
        };
    return List.of(
        "  " + label,
        type(label).split("::")[1],
        label.equals("network") ? "10.77." + number + ".0/24" : address,
        Json.text(now, "resourceState"),
        more);
  }
}
