package org.dockerrm.baseimage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.dockerrm.baseimage.DockerCli.docker;
import static org.dockerrm.baseimage.Sandbox.exec;
import static org.dockerrm.baseimage.Sandbox.inspect;
import static org.dockerrm.baseimage.Sandbox.logs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Life and death of a base image container, and collectd's configuration in it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EntrypointIT {

  private static final String CONFIGURATION = "/etc/collectd/collectd.conf";

  private static final String PYTHON_PLUGIN =
      """
      <LoadPlugin python>
        Globals true
      </LoadPlugin>
      <Plugin python>
        ModulePath "/opt/metrics"
        Import "watcher"
      </Plugin>
      """;

  private Sandbox sandbox;

  @TempDir private Path directory;

  @BeforeAll
  void start() {
    sandbox = new Sandbox();
  }

  @AfterAll
  void clean() {
    sandbox.close();
  }

  @Test
  void loadsAllWritersAndThePackagesOwnConfiguration() throws IOException {
    String container =
        withWatcher(
            """
            import collectd
            collectd.register_read(lambda: collectd.notice("the watcher looks"), 1)
            """,
            "-e",
            "RM_METRIC_URL=http://127.0.0.1:1/",
            "-e",
            "RM_METRIC_KEY=key",
            "-e",
            "RM_KAFKA_BROKERS=127.0.0.1:1");

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(logs(container))
                    .contains(
                        "plugin \"python\" successfully loaded",
                        "plugin \"write_http\" successfully loaded",
                        "plugin \"write_kafka\" successfully loaded",
                        "plugin \"cpu\" successfully loaded",
                        "the watcher looks",
                        "write_kafka plugin: handle created for topic : collectd"));
    assertThat(exec(container, "sh", "-c", "cat /proc/$(pidof collectd)/maps").text())
        .contains("/python.so", "/write_http.so", "/write_kafka.so", "libpython3");
    stopsWithin(Duration.ofSeconds(5), container);
  }

  @Test
  void keepsTheKeyFromOtherUsers() {
    String container =
        sandbox.run(
            Sandbox.BASE_IMAGE, "-e", "RM_METRIC_URL=http://127.0.0.1:1/", "-e", "RM_METRIC_KEY=k");
    awaitReadLoop(container);

    assertThat(exec(container, "sh", "-c", "stat -c %a /run/collectd.*/main.conf").text())
        .isEqualTo("600");
  }

  @Test
  void isQuietWithoutAReceiver() {
    String container = sandbox.run(Sandbox.BASE_IMAGE);
    awaitReadLoop(container);

    await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> assertThat(logs(container)).doesNotContain("warning", "error", "failed"));
  }

  @Test
  void reapsProcessesThatScriptsLeaveBehind() {
    String container = sandbox.run(Sandbox.BASE_IMAGE);
    awaitReadLoop(container);
    exec(container, "sh", "-c", "for i in 1 2 3 4 5; do setsid sleep 0.$i >/dev/null 2>&1 & done")
        .text();

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(exec(container, "ps", "-eo", "stat,args").text())
                    .doesNotContain("sleep", "defunct"));
  }

  @Test
  void stopsAtOnceAndSucceeds() {
    String container = sandbox.run(Sandbox.BASE_IMAGE);
    stopsWithin(Duration.ofSeconds(5), container);
    assertThat(inspect(container, "{{.State.ExitCode}}")).isEqualTo("0");

    docker("start", container).text();
    awaitReadLoop(container);
    stopsWithin(Duration.ofSeconds(5), container);
    assertThat(inspect(container, "{{.State.ExitCode}}")).isEqualTo("0");
  }

  @Test
  void stopsSoonAlsoWhileAWatcherHangs() throws IOException {
    String container =
        withWatcher(
            """
            import collectd, time
            def read():
                collectd.notice("the watcher hangs")
                while True:
                    time.sleep(1)
            collectd.register_read(read, 1)
            """);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> logs(container).contains("the watcher hangs"));

    stopsWithin(Duration.ofSeconds(5), container);
  }

  @Test
  void runsReadOnlyAndWithoutRights() {
    String container =
        sandbox.run(
            Sandbox.BASE_IMAGE,
            "--read-only",
            "--user",
            "1234",
            "--cap-drop",
            "ALL",
            "--security-opt",
            "no-new-privileges");

    awaitReadLoop(container);
    assertThat(inspect(container, "{{.State.Running}}")).isEqualTo("true");
  }

  @Test
  void namesFileAndLineOfABrokenConfiguration() throws IOException {
    String container = withConfiguration("LoadPlugin cpu\nLoadPlugin cpu >\nLoadPlugin load\n");

    awaitExit(container);
    assertThat(inspect(container, "{{.State.ExitCode}}")).isEqualTo("1");
    assertThat(logs(container))
        .contains("Parse error in file `/etc/collectd/collectd.conf', line 2")
        .contains("entrypoint: collectd ended with exit code 1");
  }

  @Test
  void namesAPluginThatDoesNotExist() throws IOException {
    String container = withConfiguration("LoadPlugin nosuch\n");

    awaitExit(container);
    assertThat(logs(container)).contains("Could not find plugin \"nosuch\"");
  }

  @Test
  void passesOnHowCollectdEnded() {
    String container = sandbox.run(Sandbox.BASE_IMAGE);
    awaitReadLoop(container);
    exec(container, "pkill", "-KILL", "collectd");

    awaitExit(container);
    assertThat(inspect(container, "{{.State.ExitCode}}")).isEqualTo("137");
  }

  @Test
  void refusesAnAddressThatWouldChangeTheConfiguration() {
    String container = sandbox.run(Sandbox.BASE_IMAGE, "-e", "RM_METRIC_URL=http://a\n</Plugin>");

    awaitExit(container);
    assertThat(logs(container)).contains("RM_METRIC_URL holds a control character");
  }

  private String withConfiguration(String configuration, String... options) throws IOException {
    String container = sandbox.create(Sandbox.BASE_IMAGE, options);
    copy(container, configuration, CONFIGURATION);
    docker("start", container).text();
    return container;
  }

  private String withWatcher(String watcher, String... options) throws IOException {
    String container = sandbox.create(Sandbox.BASE_IMAGE, options);
    copy(container, PYTHON_PLUGIN, CONFIGURATION);
    Path metrics = Files.createDirectories(directory.resolve("metrics"));
    Files.writeString(metrics.resolve("watcher.py"), watcher);
    docker("cp", metrics.toString(), container + ":/opt/metrics").text();
    docker("start", container).text();
    return container;
  }

  private void copy(String container, String content, String target) throws IOException {
    Path file = Files.writeString(directory.resolve("file"), content);
    docker("cp", file.toString(), container + ":" + target).text();
  }

  private static void awaitReadLoop(String container) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> logs(container).contains("entering read-loop"));
  }

  private static void awaitExit(String container) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> inspect(container, "{{.State.Status}}").equals("exited"));
  }

  private static void stopsWithin(Duration limit, String container) {
    long begun = System.nanoTime();
    docker("stop", "-t", "30", container).text();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(limit);
  }
}
