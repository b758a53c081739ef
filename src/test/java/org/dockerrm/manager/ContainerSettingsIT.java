package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the container section of a descriptor does, seen from inside the containers. */
class ContainerSettingsIT {

  private static final String TUNED = "resource::tuned::1.0";
  private static final String BOLD = GenerousManager.BOLD;

  private static Manager strict;

  private final Manager generous = GenerousManager.get();

  @BeforeAll
  static void start() {
    strict = Manager.with("tuned", "bold").limit("maxContainers: 2").start();
    strict.client().awaitPublished(TUNED).awaitPublished(BOLD);
  }

  @AfterAll
  static void stop() {
    strict.close();
  }

  @AfterEach
  void clean() {
    Docker.clean(strict.location());
    Docker.clean(generous.location());
  }

  @Test
  void showTheirEffectInside() throws IOException {
    RmClient rm = strict.client();
    String container = WholeLifeIT.container(rm, rm.install(TUNED, Map.of()));

    assertThat(inside(container, "echo $GREETING")).isEqualTo("hello an instance");
    assertThat(inside(container, "echo \"$LITERAL\"")).isEqualTo("${HOME}");
    assertThat(inside(container, "id -u; id -g").lines()).containsExactly("1000", "1001");
    assertThat(inside(container, "hostname")).isEqualTo("an-instance");
    assertThat(inside(container, "cat /proc/1/comm")).contains("init");
    assertThat(inside(container, "ulimit -Sn; ulimit -Hn; ulimit -c").lines())
        .containsExactly("100", "200", "0");
    assertThat(inside(container, "cat /proc/sys/net/ipv4/ip_unprivileged_port_start"))
        .isEqualTo("70");
    assertThat(inside(container, "cat /etc/resolv.conf")).contains("nameserver 192.0.2.53");
    assertThat(inside(container, "cat /etc/hosts")).containsPattern("192.0.2.10\\s+database");
    assertThat(inside(container, "grep ' /scratch ' /proc/mounts"))
        .contains("tmpfs", "size=1024k", "mode=1770");
    assertThat(inside(container, "grep -c ' /anonymous ' /proc/mounts")).isEqualTo("1");
    long bounding =
        Long.parseLong(inside(container, "sed -n 's/^CapBnd:\\t//p' /proc/self/status"), 16);
    assertThat(bounding & 1L << 13).as("NET_RAW").isZero();
    assertThat(bounding & 1L << 29).as("AUDIT_WRITE").isNotZero();
  }

  @Test
  void boundMemoryProcessorsAndProcessesInTheCgroup() {
    RmClient rm = strict.client();
    String container = WholeLifeIT.container(rm, rm.install(TUNED, Map.of("memory", "96m")));

    assertThat(cgroup(container, "memory/memory.limit_in_bytes", "memory.max"))
        .isEqualTo(Long.toString(96L << 20));
    assertThat(cgroup(container, "pids/pids.max", "pids.max")).isEqualTo("50");
    assertThat(
            cgroup(
                    container,
                    "cpu/cpu.cfs_quota_us /sys/fs/cgroup/cpu/cpu.cfs_period_us",
                    "cpu.max")
                .split("\\s+"))
        .containsExactly("50000", "100000");
  }

  @Test
  void publishPortsOnTheHost() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    RmClient rm = strict.client();
    String serve =
        "exec perl -MIO::Socket::INET -e '$s=IO::Socket::INET->new(LocalPort=>8080,Listen=>5,"
            + "ReuseAddr=>1);while($c=$s->accept){print $c qq(here\\n);close $c}'";
    rm.install(TUNED, Map.of("port", Integer.toString(port), "command", serve));

    await()
        .atMost(Duration.ofSeconds(10))
        .ignoreExceptions()
        .until(() -> read(port), "here\n"::equals);

    JsonNode second = rm.run(TUNED, "Install", null, Map.of("port", Integer.toString(port)));
    assertThat(second.get("requestFailureCode").asText()).isEqualTo("INSUFFICIENT_CAPACITY");
    assertThat(second.get("requestStateReason").asText()).contains("port is already allocated");
  }

  @Test
  void publishDifferentPortsOfARangeOnTheHost() {
    RmClient rm = strict.client();
    List<String> addresses =
        IntStream.range(0, 2)
            .mapToObj(i -> WholeLifeIT.container(rm, rm.install(TUNED, Map.of())))
            .map(container -> Docker.run("port", container, "8081/tcp").strip())
            .toList();

    assertThat(addresses)
        .hasSize(2)
        .doesNotHaveDuplicates()
        .allMatch(address -> address.matches("127\\.0\\.0\\.1:184\\d\\d"));
  }

  @Test
  void waitForTheStopTimeoutBeforeTheyKill() {
    RmClient rm = strict.client();
    String id = rm.install(TUNED, Map.of());

    long begun = System.nanoTime();
    rm.complete(TUNED, "Uninstall", id, Map.of());

    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(8));
  }

  @Test
  void failInstallWhereAPropertyMakesNoSense() {
    JsonNode status = strict.client().run(TUNED, "Install", null, Map.of("memory", "plenty"));

    assertThat(status.get("requestState").asText()).isEqualTo("FAILED");
    assertThat(status.get("requestStateReason").asText())
        .contains("container.memory: 'plenty' is not a size");
    assertThat(Docker.containersOf(strict.location())).isEmpty();
  }

  @Test
  void areRefusedWhereTheLocationDoesNotAllowThem() {
    Map<Map<String, String>, String> refused =
        Map.of(
            Map.of("privileged", "true"), "container.privileged",
            Map.of("capability", "NET_ADMIN"), "container.capabilities: NET_ADMIN",
            Map.of("device", "/dev/null:/dev/nothing"), "container.devices: /dev/null",
            Map.of("source", "/var/run/docker.sock:/docker.sock"),
                "container.volumes: /var/run/docker.sock");

    refused.forEach(
        (properties, setting) -> {
          JsonNode status = strict.client().run(BOLD, "Install", null, properties);
          assertThat(status.get("requestFailureCode").asText()).isEqualTo("INFRASTRUCTURE_ERROR");
          assertThat(status.get("requestStateReason").asText())
              .contains("location " + strict.location() + " does not allow " + setting);
        });
    assertThat(Docker.containersOf(strict.location())).isEmpty();
  }

  @Test
  void reachTheHostWhereTheLocationAllowsIt(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("file"), "of the host");
    RmClient rm = generous.client();
    String id =
        rm.install(
            BOLD,
            Map.of(
                "capability", "CAP_NET_ADMIN",
                "device", "/dev/null:/dev/nothing:r",
                "source", directory + ":/host:ro"));
    String container = WholeLifeIT.container(rm, id);

    assertThat(inside(container, "cat /host/file")).isEqualTo("of the host");
    assertThat(inside(container, "touch /host/x || echo kept")).contains("Read-only", "kept");
    assertThat(inside(container, "stat -c %F /dev/nothing")).isEqualTo("character special file");
    long effective =
        Long.parseLong(inside(container, "sed -n 's/^CapEff:\\t//p' /proc/self/status"), 16);
    assertThat(effective & 1L << 12).as("NET_ADMIN").isNotZero();
  }

  @Test
  void runPrivilegedOrFailWithTheEnginesReason() {
    JsonNode status = generous.client().run(BOLD, "Install", null, Map.of("privileged", "true"));

    if (status.get("requestState").asText().equals("FAILED")) {
      assertThat(status.get("requestFailureCode").asText()).isEqualTo("INFRASTRUCTURE_ERROR");
      assertThat(status.get("requestStateReason").asText()).contains("unable to apply caps");
    } else {
      String container =
          WholeLifeIT.container(generous.client(), status.get("resourceId").asText());
      assertThat(inside(container, "ls /dev | wc -l")).isNotEqualTo("15");
    }
  }

  @Test
  void neverGoBeyondTheNumberThatTheLocationMayHave() {
    RmClient rm = strict.client();
    List<String> requests =
        IntStream.range(0, 5)
            .mapToObj(i -> rm.transition(BOLD, "Install", null, Map.of()).json())
            .map(accepted -> accepted.get("requestId").asText())
            .toList();
    Map<String, List<JsonNode>> ends =
        requests.stream()
            .map(rm::end)
            .collect(Collectors.groupingBy(s -> s.get("requestState").asText()));

    assertThat(ends.get("COMPLETED")).hasSize(2);
    assertThat(ends.get("FAILED"))
        .hasSize(3)
        .allSatisfy(
            status -> {
              assertThat(status.get("requestFailureCode").asText())
                  .isEqualTo("INSUFFICIENT_CAPACITY");
              assertThat(status.get("requestStateReason").asText()).contains("may have 2");
            });
    assertThat(Docker.containersOf(strict.location())).hasSize(2);
  }

  @Test
  void breakAnInstanceThatTheEngineStartsAgainWithoutItsStartScript() {
    RmClient rm = strict.client();
    String id = rm.install(BOLD, Map.of("restart", "always"));
    rm.complete(BOLD, "Start", id, Map.of());
    String container = WholeLifeIT.container(rm, id);

    String started = startedAt(container);
    kill(container);

    await().atMost(Duration.ofSeconds(10)).until(() -> !startedAt(container).equals(started));
    await().atMost(Duration.ofSeconds(10)).until(() -> WholeLifeIT.state(rm, id), "Broken"::equals);
    assertThat(rm.get("/topology/instances/" + id).json().get("stateReason").asText())
        .contains("start");
  }

  /** Ends the main process from outside, which no container can do to itself. */
  private static void kill(String container) {
    String pid = Docker.run("inspect", "-f", "{{.State.Pid}}", container).strip();
    ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();
  }

  private static String startedAt(String container) {
    return Docker.run("inspect", "-f", "{{.State.StartedAt}}{{.State.Running}}", container);
  }

  private static String read(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(2000);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String inside(String container, String command) {
    return Docker.attempt("exec", container, "sh", "-c", command).output().strip();
  }

  /** A bound as the kernel holds it, with control groups of either version. */
  private static String cgroup(String container, String first, String second) {
    boolean unified = Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers"));
    return inside(container, "cat /sys/fs/cgroup/" + (unified ? second : first));
  }
}
