package org.dockerrm.baseimage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.dockerrm.baseimage.Sandbox.exec;
import static org.dockerrm.baseimage.Sandbox.logs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dockerrm.baseimage.DockerCli.Output;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The SIP packages, script by script and with calls between their containers. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SipPackagesIT {

  private static final Path CSARS = Path.of("csars");
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Map<String, String> images = new HashMap<>();
  private Sandbox sandbox;
  private PackageContainer server;
  private PackageContainer proxy;

  @BeforeAll
  void build() {
    sandbox = new Sandbox();
    for (String name : List.of("sip-server", "sip-client", "sip-proxy")) {
      images.put(name, sandbox.build(CSARS.resolve(name)));
    }
    server = started("sip-server", Map.of());
    proxy = started("sip-proxy", Map.of("servers", server.address() + ":5060"));
  }

  @AfterAll
  void clean() {
    sandbox.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sip-server", "sip-proxy", "sip-client"})
  void everyTransitionMayBeRepeated(String name) {
    PackageContainer one = container(name, Map.of("targetip", proxy.address()));
    for (String transition :
        List.of("install", "configure", "start", "integrity", "reconfigure", "stop", "uninstall")) {
      one.lead(transition, transition);
    }
    assertThat(one.property("version")).matches("[0-9.]+");
    assertThat(exec(one.id(), "ps", "-e").text()).doesNotContain("sipp", "kamailio");
    assertThat(one.call("integrity").code()).isNotZero();
  }

  @Test
  void theServerFailsItsStartWhereThePortIsTaken() {
    PackageContainer one = container("sip-server", Map.of());
    one.lead("install", "configure");
    DockerCli.docker("exec", "-d", one.id(), "python3", "-c", holding(one.address())).text();
    await().atMost(SOON).until(() -> exec(one.id(), "ss", "-lnu").text().contains(":5060"));

    Output start = one.call("start");

    assertThat(start.code()).isEqualTo(1);
    assertThat(start.err()).contains("is the port taken?");
    assertThat(logs(one.id())).contains("Unable to bind main socket");
  }

  @Test
  void propertiesThatMakeNoSenseAreRefused() {
    PackageContainer client = container("sip-client", Map.of("targetip", proxy.address()));
    client.lead("install", "configure");
    Map<String, String> wrong =
        Map.of(
            "targetip", "-sf",
            "service", "a b",
            "callRate", "100000",
            "totalCalls", "-1",
            "port", "65536",
            "staticReference", "one\ntwo");
    wrong.forEach(
        (name, value) -> {
          String right = client.property(name);
          client.set(name, value);
          assertThat(client.call("configure").err()).startsWith(name + " must");
          client.set(name, right);
        });
    client.lead("configure");
  }

  @Test
  void thePoolTakesOnlyServersThatAnswer() {
    Output silent =
        proxy.tryTo("addServer", "add_server.py", Map.of("ipaddr", proxy.address(), "port", "9"));
    assertThat(silent.err()).contains("does not answer; it is not added");
    for (String address : List.of("", "sip-server", "1.2.3", "::1", "1.2.3.4 ;x")) {
      Output refused = proxy.tryTo("addServer", "add_server.py", Map.of("ipaddr", address));
      assertThat(refused.err()).startsWith("ipaddr must be an IPv4 address");
    }
    assertThat(proxy.lead("integrity")).contains("servers: " + server.address() + ":5060");
  }

  @Test
  void serversComeAndGoAndNoCallFails() {
    PackageContainer front = started("sip-proxy", Map.of("servers", server.address() + ":5060"));
    PackageContainer other = started("sip-server", Map.of("answerDelay", "0"));
    PackageContainer client =
        started(
            "sip-client",
            Map.of(
                "targetip", front.address(),
                "callRate", "20",
                "callDuration", "3000",
                "staticReference", "it's $(a) \"value\" [call_id]"));
    Map<String, String> address = Map.of("ipaddr", other.address());
    assertThat(front.operate("addServer", "add_server.py", address))
        .containsEntry("servers", server.address() + ":5060 " + other.address() + ":5060");
    await().atMost(SOON).until(() -> statistic(other, "answered") > 5);

    Map<String, Object> removed = front.operate("removeServer", "remove_server.py", address);
    assertThat(removed)
        .containsEntry("servers", server.address() + ":5060")
        .containsEntry("callsLeft", "0");
    await().atMost(SOON).until(() -> statistic(other, "inProgress") == 0);
    long answered = statistic(other, "answered");
    assertThat(front.lead("integrity")).contains("servers: " + server.address() + ":5060");
    other.lead("stop");
    assertThat(statistic(client, "sent")).isGreaterThan(answered);

    client.lead("stop");
    assertThat(Long.parseLong(client.property("sent"))).isGreaterThan(20);
    assertThat(client.property("answered")).isEqualTo(client.property("sent"));
    assertThat(client.property("failed")).isEqualTo("0");
  }

  @Test
  void aServerThatDiesCostsNoNewCalls() {
    PackageContainer dead = started("sip-server", Map.of());
    PackageContainer front =
        started(
            "sip-proxy", Map.of("servers", dead.address() + ":5060 " + server.address() + ":5060"));
    exec(dead.id(), "pkill", "-KILL", "sipp").text();

    PackageContainer client =
        started(
            "sip-client",
            Map.of(
                "targetip", front.address(),
                "callRate", "5",
                "callDuration", "100",
                "totalCalls", "10"));
    await().atMost(SOON).until(() -> statistic(client, "inProgress") == 0 && sentAll(client, 10));

    client.lead("integrity", "stop");
    assertThat(client.property("answered")).isEqualTo("10");
    assertThat(client.property("failed")).isEqualTo("0");
  }

  @Test
  void theRateChangesWhileTheCallsGoOn() {
    PackageContainer client = started("sip-client", Map.of("targetip", proxy.address()));
    String process = exec(client.id(), "pgrep", "sipp").text();
    client.set("callRate", "25");
    client.set("maxCalls", "30");
    client.lead("reconfigure");
    await().atMost(SOON).until(() -> statistic(client, "inProgress") == 30);
    assertThat(exec(client.id(), "pgrep", "sipp").text()).isEqualTo(process);

    client.set("callDuration", "100");
    client.lead("reconfigure", "integrity");
    assertThat(exec(client.id(), "pgrep", "sipp").text()).isNotEqualTo(process);
    client.lead("stop");
    assertThat(client.property("failed")).isEqualTo("0");
  }

  @Test
  void plugInsTellOfCallsAndOfSoftwareThatHasDied() {
    PackageContainer first = started("sip-server", Map.of("capacity", "10"));
    PackageContainer front =
        started("sip-proxy", Map.of("servers", first.address() + ":5060", "capacity", "10"));
    PackageContainer client =
        started(
            "sip-client",
            Map.of("targetip", front.address(), "maxCalls", "5", "callDuration", "20000"));
    Map<PackageContainer, String> loads = Map.of(first, "50", front, "50", client, "100");
    loads.forEach(
        (one, load) ->
            await()
                .atMost(SOON)
                .untilAsserted(
                    () ->
                        assertThat(one.received())
                            .contains(
                                "\"metricId\": \"the-key.h_integrity\", \"integrity\": \"OK\"")
                            .contains(
                                "\"load\": " + load + ", \"message\": \"5 calls in progress\"")
                            .containsPattern("\"plugin\": ?\"sip_(server|proxy|client)\"")
                            .contains("calls_in_progress", "calls_failed")));

    for (PackageContainer one : loads.keySet()) {
      exec(one.id(), "pkill", "-KILL", "-x", "sipp|kamailio").text();
      one.forgetReceived();
    }
    for (PackageContainer one : loads.keySet()) {
      await().atMost(SOON).until(() -> one.received().contains("\"integrity\": \"BROKEN\""));
      one.lead("stop", "start", "integrity");
    }
  }

  @Test
  void statisticsDoNotFillTheDisk() throws IOException {
    PackageContainer one = started("sip-server", Map.of());
    one.lead("stop");
    String grown =
        """
        import os, sys
        sys.path.append("/opt/sip-server")
        import sipp
        with open("/tmp/s.csv", "w") as file:
            file.write("A;B(C);" + "x" * 2000 + "\\n")
            for i in range(200000):
                file.write(f"{i};{2 * i};{'y' * 40}\\n")
        sipp.trim("/tmp/s.csv")
        print(os.stat("/tmp/s.csv").st_blocks * 512 < 200000, sipp.counts("/tmp/s.csv")["B(C)"])
        """;
    assertThat(exec(one.id(), "python3", "-c", grown).text()).isEqualTo("True 399998");
    assertThat(Files.mismatch(shared("sip-server", "sipp.py"), shared("sip-client", "sipp.py")))
        .isEqualTo(-1);
    assertThat(Files.mismatch(shared("sip-server", "sip.py"), shared("sip-proxy", "sip.py")))
        .isEqualTo(-1);
  }

  private PackageContainer started(String name, Map<String, String> properties) {
    PackageContainer one = container(name, properties);
    one.lead("install", "configure", "start", "integrity");
    return one;
  }

  private PackageContainer container(String name, Map<String, String> properties) {
    return PackageContainer.run(sandbox, images.get(name), CSARS.resolve(name), properties);
  }

  private static long statistic(PackageContainer one, String name) {
    Object value = one.operate("getStatistics", "get_statistics.sh", Map.of()).get(name);
    return Long.parseLong(String.valueOf(value));
  }

  private static boolean sentAll(PackageContainer client, long calls) {
    return statistic(client, "sent") == calls;
  }

  private static Path shared(String name, String file) {
    return CSARS.resolve(name).resolve("software").resolve(file);
  }

  private static String holding(String address) {
    return """
    import socket, time
    link = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    link.bind(("%s", 5060))
    time.sleep(60)
    """
        .formatted(address);
  }
}
