package org.dockerrm.location.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.async.ResultCallback;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.dockerrm.location.ContainerView;
import org.dockerrm.location.HostException;
import org.dockerrm.location.HostException.Reason;
import org.dockerrm.location.ImageBuild;
import org.dockerrm.location.ScriptCall;
import org.dockerrm.location.ScriptResult;
import org.dockerrm.support.Docker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Scripts in containers of a real engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DockerScriptsIT {

  /** Prints the command lines of all processes. */
  private static final String SLEEPERS =
      "for p in /proc/[0-9]*; do tr '\\0' ' ' <$p/cmdline; done 2>/dev/null; :";

  private final Engine engine = new Engine();
  private final List<String> extra = new ArrayList<>();
  private ContainerView container;

  @BeforeAll
  void startContainer() {
    container = engine.running();
  }

  @AfterAll
  void cleanUp() {
    extra.forEach(id -> Docker.run("rm", "-f", id));
    engine.close();
  }

  @Test
  void hostileParametersArriveByteForByteAndAreReadBack() throws Exception {
    String hostile =
        "a: \"'quoted' \\\"twice\\\"\"\nb: $(touch /tmp/pwned) `id` ${HOME} $0\n\n\tc: Grüße 漢字 🚀\n"
            + "d: "
            + "x".repeat(10_000)
            + "\ne: '; rm -rf /opt'\n%s %d \\n # end without newline";
    engine.script(container, "/s-echo", "cat /etc/rmparams");

    ScriptResult.Finished result = engine.finished(engine.call(container, "/s-echo", hostile));

    assertThat(result.exitCode()).isZero();
    assertThat(result.output()).isEqualTo(hostile);
    assertThat(result.parameters()).isEqualTo(hostile);
    assertThat(engine.exec(container.id(), "ls", "/tmp")).doesNotContain("pwned");
  }

  @Test
  void changedParametersAreReadBackAndOperationsHaveTheirOwnFile() throws Exception {
    engine.script(container, "/s-set", "printf 'new: 1' >/etc/opparams; pwd; echo \"$A/$B\"");
    ScriptCall call =
        new ScriptCall(
            container.id(),
            engine.newId(),
            "/s-set",
            ScriptCall.ParameterFile.OPERATION,
            "old: 0",
            Map.of("A", "two\nlines $(id)", "B", "'q\""),
            false);

    ScriptResult.Finished result = engine.finished(call);

    assertThat(result.parameters()).isEqualTo("new: 1");
    assertThat(result.output()).isEqualTo("/\ntwo\nlines $(id)/'q\"\n");
    assertThat(engine.exec(container.id(), "stat", "-c", "%a", "/opt/opparams")).isEqualTo("600\n");
  }

  @Test
  void scriptsMayHaveParametersOfAMegabyteAndNone() throws Exception {
    engine.script(container, "/s-size", "wc -c </opt/rmparams");
    String large = "é".repeat((1 << 20) / 2);

    assertThat(engine.finished(engine.call(container, "/s-size", "")).output()).isEqualTo("0\n");
    ScriptResult.Finished result = engine.finished(engine.call(container, "/s-size", large));

    assertThat(result.output()).isEqualTo("1048576\n");
    assertThat(result.parameters()).isEqualTo(large);
    assertThatThrownBy(
            () -> engine.host.scripts().run(engine.call(container, "/s-size", large + "x")))
        .isInstanceOfSatisfying(
            HostException.class, e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED));
  }

  @Test
  void moreThanAMegabyteOfPropertiesLeftBehindIsRefused() {
    engine.script(container, "/s-huge", "head -c 2000000 /dev/zero >/opt/rmparams");

    assertThat(engine.host.scripts().run(engine.call(container, "/s-huge", "a: 1")))
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableThat()
        .withMessageContaining("more than 1 MB");
  }

  @Test
  void stopsAScriptWithItsChildrenAndKillsWhatWillNotStop() {
    engine.script(container, "/s-stubborn", "trap '' TERM; sleep 4711 & sleep 4712");
    ScriptCall call = engine.call(container, "/s-stubborn", "a: 1");
    CompletableFuture<ScriptResult> result = engine.host.scripts().run(call);
    await().until(() -> engine.exec(container.id(), "sh", "-c", SLEEPERS).contains("4712"));

    engine.host.scripts().stop(container.id(), call.runId(), ScriptCall.ParameterFile.LIFECYCLE);

    assertThat(engine.exec(container.id(), "sh", "-c", SLEEPERS)).doesNotContain("sleep 471");
    await().until(result::isDone);
    engine.host.scripts().stop(container.id(), call.runId(), ScriptCall.ParameterFile.LIFECYCLE);
    engine.host.scripts().stop(container.id(), "never-run", ScriptCall.ParameterFile.LIFECYCLE);
    engine
        .host
        .scripts()
        .stop("no-such-container", "never-run", ScriptCall.ParameterFile.LIFECYCLE);
  }

  @Test
  void exitCodesAreTheScriptsOwn() throws Exception {
    engine.script(container, "/s-fail", "echo out; echo err >&2; exit 42");

    ScriptResult.Finished result = engine.finished(engine.call(container, "/s-fail", "a: 1"));

    assertThat(result.exitCode()).isEqualTo(42);
    assertThat(result.output()).isEqualTo("out\nerr\n");
  }

  @Test
  void missingAndUnexecutableScriptsSayWhy() throws Exception {
    engine.exec(container.id(), "sh", "-c", "echo echo hi >/s-plain; chmod 644 /s-plain");

    ScriptResult.Finished missing = engine.finished(engine.call(container, "/no/such", ""));
    ScriptResult.Finished plain = engine.finished(engine.call(container, "/s-plain", ""));

    assertThat(missing.exitCode()).isEqualTo(127);
    assertThat(missing.output()).contains("/no/such").contains("not found");
    assertThat(plain.exitCode()).isEqualTo(126);
    assertThat(plain.output()).contains("Permission denied");
  }

  @Test
  void keepsTheLast64KiBOfOutputWithoutNulCharacters() throws Exception {
    engine.script(
        container,
        "/s-loud",
        "head -c 1000000 /dev/zero | tr '\\0' a",
        "head -c 70000 /dev/zero | tr '\\0' b",
        "printf 'x\\000y\\377z'");

    ScriptResult.Finished result = engine.finished(engine.call(container, "/s-loud", ""));

    assertThat(result.output()).isEqualTo("b".repeat(65_536 - 5) + "xy\uFFFDz");
  }

  @Test
  void processesLeftBehindDelayNothing() throws Exception {
    engine.script(
        container, "/s-daemon", "(while :; do echo alive; sleep 0.01; done) &", "echo done");
    long begin = System.nanoTime();

    ScriptResult.Finished result = engine.finished(engine.call(container, "/s-daemon", ""));

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
    assertThat(result.output()).contains("done");
    assertThat(engine.exec(container.id(), "sh", "-c", "cat /proc/[0-9]*/cmdline | tr '\\0' ' '"))
        .contains("/s-daemon");
  }

  @Test
  void oneRunIdRunsOnceHoweverOftenItIsCalled() throws Exception {
    engine.script(
        container,
        "/s-count",
        "echo x >>/count; sleep 0.5; wc -l </count; echo n: 2 >/opt/rmparams");
    String runId = engine.newId();

    List<CompletableFuture<ScriptResult>> runs =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    engine.host.scripts().run(engine.call(container, runId, "/s-count", "n: " + i)))
            .toList();
    for (CompletableFuture<ScriptResult> run : runs) {
      assertThat(Engine.result(run)).isEqualTo(new ScriptResult.Finished(0, "1\n", "n: 2\n"));
    }
    ScriptResult later = engine.finished(engine.call(container, runId, "/s-count", "n: 9"));

    assertThat(later).isEqualTo(new ScriptResult.Finished(0, "1\n", "n: 2\n"));
  }

  @Test
  void aJoinerWithLargeParametersIsServedToo() throws Exception {
    engine.script(container, "/s-true", "sleep 0.3");
    String runId = engine.newId();
    String large = "y".repeat(1 << 20);

    CompletableFuture<ScriptResult> first =
        engine.host.scripts().run(engine.call(container, runId, "/s-true", large));
    CompletableFuture<ScriptResult> second =
        engine.host.scripts().run(engine.call(container, runId, "/s-true", large));

    assertThat(Engine.result(first)).isEqualTo(Engine.result(second));
  }

  @Test
  void joinsARunWhoseStreamWasCut() throws Exception {
    engine.script(container, "/s-cut", "echo x >>/cut; sleep 2; echo over");
    String runId = engine.newId();
    try (Relay relay = new Relay();
        DockerHost remote = relay.host()) {
      CompletableFuture<ScriptResult> cut =
          remote.scripts().run(engine.call(container, runId, "/s-cut", "a: 1"));
      await().until(() -> engine.exec(container.id(), "sh", "-c", "cat /cut").contains("x"));
      relay.cut();

      assertThat(cut)
          .failsWithin(Duration.ofSeconds(5))
          .withThrowableThat()
          .havingCause()
          .isInstanceOfSatisfying(
              HostException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE));
      ScriptResult joined =
          Engine.result(remote.scripts().run(engine.call(container, runId, "/s-cut", "a: 1")));

      assertThat(joined).isEqualTo(new ScriptResult.Finished(0, "over\n", "a: 1"));
      assertThat(engine.exec(container.id(), "cat", "/cut")).isEqualTo("x\n");
    }
  }

  @Test
  void aRunWhoseParametersNeverArriveCanBeCalledAgain() throws Exception {
    engine.script(container, "/s-late", "echo ran");
    String runId = engine.newId();
    // What a manager that died between the exec and its input leaves: end of input at once.
    engine.exec(
        container.id(), "sh", "-c", runner(), "dockerrm", runId, "/opt/rmparams", "/s-late", "10");

    assertThat(engine.finished(engine.call(container, runId, "/s-late", "a: 1")).output())
        .isEqualTo("ran\n");
  }

  @Test
  void aRunWhoseParametersAreNeverSentIsLeftToTheNextCall() throws Exception {
    ContainerView fresh = engine.running();
    engine.script(fresh, "/s-late", "echo x >>/late; cat /opt/rmparams");
    String runId = engine.newId();
    // What an engine that died between the exec and its input leaves: an input that stays open.
    try (PipedOutputStream never = new PipedOutputStream();
        PipedInputStream input = new PipedInputStream(never)) {
      call(fresh, runId, "/s-late", input);
      await().until(() -> engine.exec(fresh.id(), "sh", "-c", SLEEPERS).contains("head -c 10"));

      assertThat(engine.finished(engine.call(fresh, runId, "/s-late", "a: 1")).output())
          .isEqualTo("a: 1");
      assertThat(engine.finished(engine.call(fresh, runId, "/s-late", "a: 1")).output())
          .isEqualTo("a: 1");
      assertThat(engine.exec(fresh.id(), "cat", "/late")).isEqualTo("x\n");
      engine.finished(engine.call(fresh, "/s-late", ""));
      await().until(() -> !engine.exec(fresh.id(), "sh", "-c", SLEEPERS).contains("head -c 10"));
    }
  }

  @Test
  void aRunThatWasStoppedBeforeItHadItsParametersNeverBegins() throws Exception {
    ContainerView fresh = engine.running();
    engine.script(fresh, "/s-stopped", "echo x >>/ran");
    String runId = engine.newId();
    try (PipedOutputStream late = new PipedOutputStream();
        PipedInputStream input = new PipedInputStream(late)) {
      call(fresh, runId, "/s-stopped", input);
      await().until(() -> engine.exec(fresh.id(), "sh", "-c", SLEEPERS).contains("head -c 10"));

      engine.host.scripts().stop(fresh.id(), runId, ScriptCall.ParameterFile.LIFECYCLE);
      late.write("0123456789".getBytes(StandardCharsets.UTF_8));
      late.flush();

      await().until(() -> !engine.exec(fresh.id(), "sh", "-c", SLEEPERS).contains("head -c 10"));
      assertThat(
              Engine.result(engine.host.scripts().run(engine.call(fresh, runId, "/s-stopped", ""))))
          .isInstanceOf(ScriptResult.Lost.class);
      assertThat(engine.exec(fresh.id(), "ls", "/")).doesNotContain("ran\n");
    }
  }

  @Test
  void anEditOfTheLinkIsAnEditOfTheFile() throws Exception {
    engine.script(container, "/s-link", "sed -i 's/old/new/' /etc/rmparams");

    assertThat(engine.finished(engine.call(container, "/s-link", "a: old")).parameters())
        .isEqualTo("a: new");
    assertThat(engine.exec(container.id(), "readlink", "/etc/rmparams"))
        .isEqualTo("/opt/rmparams\n");
    assertThat(engine.exec(container.id(), "cat", "/opt/rmparams")).isEqualTo("a: new");
  }

  @Test
  void scriptsRunWhereTheirUsualDirectoryIsFull() throws Exception {
    ContainerView full = with("--tmpfs", "/opt:size=64k");
    engine.script(full, "/s-first", "head -c 100000 /dev/zero >/opt/fill; exit 5");
    engine.script(full, "/s-then", "cat /opt/rmparams; echo 'b: 2' >>/opt/rmparams");

    ScriptResult.Finished first = again(engine.call(full, "/s-first", "a: 1"));
    ScriptResult.Finished then = again(engine.call(full, "/s-then", "a: 1\n"));

    assertThat(first.exitCode()).isEqualTo(5);
    assertThat(then.exitCode()).isZero();
    assertThat(then.output()).isEqualTo("a: 1\n");
    assertThat(then.parameters()).isEqualTo("a: 1\nb: 2\n");
  }

  @Test
  void oneRunIdRunsOnceThoughRoomAppearsWhileItsCallsLookForSome() throws Exception {
    ContainerView full = with("--tmpfs", "/opt:size=64k");
    engine.script(full, "/s-race", "echo x >>/ran; sleep 0.3; wc -l </ran; rm /ran");
    for (int round = 0; round < 5; round++) {
      engine.exec(full.id(), "sh", "-c", "head -c 100000 /dev/zero >/opt/fill");
      ScriptCall call = engine.call(full, "/s-race", "a: " + round);

      List<CompletableFuture<ScriptResult.Finished>> calls =
          IntStream.range(0, 4)
              .mapToObj(i -> CompletableFuture.supplyAsync(() -> patiently(call)))
              .toList();
      Thread.sleep(round * 40L);
      engine.exec(full.id(), "rm", "/opt/fill");

      for (CompletableFuture<ScriptResult.Finished> one : calls) {
        assertThat(one.get(60, TimeUnit.SECONDS).output()).isEqualTo("1\n");
      }
    }
  }

  /** The result, asked for again as the manager does where no run began. */
  private ScriptResult.Finished patiently(ScriptCall call) {
    for (int i = 0; i < 20; i++) {
      try {
        return engine.finished(call);
      } catch (ExecutionException e) {
        assertThat(e).hasMessageContaining("did not arrive");
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    throw new AssertionError("the run did not begin");
  }

  @Test
  void aUserWithoutAnyCapabilityRunsScripts() throws Exception {
    ContainerView bare = with("--user", "nobody", "--cap-drop", "ALL");
    engine.script(bare, "/s-bare", "id -un; cat /opt/rmparams; echo 'b: 2' >>/opt/rmparams");

    ScriptResult.Finished result = again(engine.call(bare, "/s-bare", "a: 1\n"));

    assertThat(result.output()).isEqualTo("nobody\na: 1\n");
    assertThat(result.parameters()).isEqualTo("a: 1\nb: 2\n");
    assertThat(engine.exec(bare.id(), "stat", "-Lc", "%U %a", "/opt/rmparams"))
        .isEqualTo("nobody 600\n");
  }

  @Test
  void theFileIsAsBeforeWhereATrialFails() throws Exception {
    engine.script(container, "/s-trial", "cat /opt/rmparams; exit 4");
    engine.finished(engine.call(container, "/s-link-none", "a: before"));
    ScriptCall call = engine.call(container, "/s-trial", "a: after");

    ScriptResult.Finished result =
        engine.finished(
            new ScriptCall(
                call.containerId(),
                call.runId(),
                call.script(),
                call.file(),
                call.parameters(),
                call.environment(),
                true));

    assertThat(result.output()).isEqualTo("a: after");
    assertThat(engine.exec(container.id(), "cat", "/opt/rmparams")).isEqualTo("a: before");
  }

  /** The result, asked for as long as the parameters do not arrive. */
  private ScriptResult.Finished again(ScriptCall call) throws Exception {
    for (int i = 0; i < 3; i++) {
      try {
        return engine.finished(call);
      } catch (ExecutionException e) {
        assertThat(e).hasMessageContaining("did not arrive");
      }
    }
    return engine.finished(call);
  }

  private ContainerView with(String... options) {
    List<String> command = new ArrayList<>(List.of("run", "-d"));
    command.addAll(List.of(options));
    command.addAll(List.of("debian:bookworm-slim", "sleep", "infinity"));
    String id = Docker.run(command.toArray(String[]::new)).strip();
    extra.add(id);
    return engine.host.workloads().find(id).container().orElseThrow();
  }

  private static String runner() throws IOException {
    return new String(
        DockerScripts.class.getResourceAsStream("run-script.sh").readAllBytes(),
        StandardCharsets.UTF_8);
  }

  /** Calls a run that wants ten bytes of parameters from an input, and does not wait for it. */
  private void call(ContainerView in, String runId, String script, InputStream input)
      throws IOException {
    String exec =
        engine
            .client()
            .execCreateCmd(in.id())
            .withCmd("/bin/sh", "-c", runner(), "dockerrm", runId, "/opt/rmparams", script, "10")
            .withAttachStdin(true)
            .withAttachStdout(true)
            .exec()
            .getId();
    engine.client().execStartCmd(exec).withStdIn(input).exec(new ResultCallback.Adapter<>());
  }

  @Test
  void stateOfEarlierRunsIsRemovedUnlessTheyStillRun() throws Exception {
    ContainerView fresh = engine.running();
    engine.script(fresh, "/s-slow", "sleep 2; echo slow");
    engine.script(fresh, "/s-fast", "echo fast");
    ScriptCall slow = engine.call(fresh, "/s-slow", "");
    CompletableFuture<ScriptResult> slowRun = engine.host.scripts().run(slow);
    await().until(() -> engine.exec(fresh.id(), "ls", "/opt/.dockerrm").contains(slow.runId()));

    ScriptCall first = engine.call(fresh, "/s-fast", "");
    ScriptCall second = engine.call(fresh, "/s-fast", "");
    engine.finished(first);
    engine.finished(second);

    await().until(() -> !engine.exec(fresh.id(), "ls", "/opt/.dockerrm").contains(first.runId()));
    assertThat(engine.exec(fresh.id(), "ls", "/opt/.dockerrm"))
        .contains(slow.runId(), second.runId());
    assertThat(Engine.result(slowRun)).isEqualTo(new ScriptResult.Finished(0, "slow\n", ""));
  }

  @Test
  void aRunIsLostWithItsContainer() throws Exception {
    ContainerView doomed = engine.running();
    engine.script(doomed, "/s-long", "sleep 60");
    ScriptCall call = engine.call(doomed, "/s-long", "");
    CompletableFuture<ScriptResult> run = engine.host.scripts().run(call);
    String state = "/opt/.dockerrm/" + call.runId();
    await().until(() -> engine.exec(doomed.id(), "ls", state).contains("output"));

    engine.client().killContainerCmd(doomed.id()).exec();

    assertThat(Engine.result(run))
        .isInstanceOfSatisfying(
            ScriptResult.Lost.class, lost -> assertThat(lost.reason()).contains("exit code 137"));
    assertThatThrownBy(() -> engine.host.scripts().run(call))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("does not run");
    engine.host.workloads().start(doomed.id());
    assertThat(Engine.result(engine.host.scripts().run(call)))
        .isInstanceOf(ScriptResult.Lost.class);
  }

  /** As an engine leaves it that goes down between the creation of the process and its start. */
  @Test
  void aContainerThatNeverBeganIsStartedAgain() throws Exception {
    ContainerView waiting =
        engine.running(
            Engine.IMAGE,
            "bash",
            "-c",
            "[ -L /gone ] && mv /gone /bin/sh && exec sleep 600; mv /bin/sh /gone;"
                + " printf '#!/bin/sh\necho ran\n' >/s-begun; chmod 755 /s-begun;"
                + " exec perl -e '$0 = q(runc init); sleep 600'");
    ScriptCall call = engine.call(waiting, "/s-begun", "");
    await().until(() -> top(waiting).endsWith("runc init"));

    assertThat(engine.host.scripts().run(call))
        .failsWithin(Duration.ofSeconds(20))
        .withThrowableThat()
        .havingCause()
        .isInstanceOfSatisfying(
            HostException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE))
        .withMessageContaining("started again");

    await().until(() -> top(waiting).endsWith("sleep 600"));
    assertThat(engine.finished(call).output()).isEqualTo("ran\n");
  }

  private static String top(ContainerView container) {
    return Docker.run("top", container.id(), "-o", "pid,args").strip();
  }

  @Test
  void aRunIsLostWithARemovedContainer() throws Exception {
    ContainerView doomed = engine.running();
    engine.script(doomed, "/s-long", "sleep 60");
    ScriptCall call = engine.call(doomed, "/s-long", "");
    CompletableFuture<ScriptResult> run = engine.host.scripts().run(call);
    await().until(() -> engine.exec(doomed.id(), "ls", "/opt/.dockerrm").contains(call.runId()));

    engine.host.workloads().remove(doomed.id()).requireGone();

    assertThat(Engine.result(run)).isInstanceOf(ScriptResult.Lost.class);
    assertThatThrownBy(() -> engine.host.scripts().run(call))
        .isInstanceOfSatisfying(
            HostException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND));
  }

  @Test
  void scriptsRunAsTheUserOfTheImage(@TempDir Path directory) throws Exception {
    String image = userImage(directory);
    ContainerView ours = engine.running(image);

    ScriptResult.Finished first = engine.finished(engine.call(ours, "/s-who", "a: 1"));
    ScriptResult.Finished second = engine.finished(engine.call(ours, "/s-who", "b: 1"));

    assertThat(first).isEqualTo(new ScriptResult.Finished(0, "app\na: 1\n", "a: 1\n2"));
    assertThat(second.output()).isEqualTo("app\nb: 1\n");
    assertThat(engine.exec(ours.id(), "stat", "-c", "%U %a", "/opt/.dockerrm", "/opt/rmparams"))
        .isEqualTo("app 700\napp 600\n");
  }

  private String userImage(Path directory) throws IOException {
    Files.writeString(
        directory.resolve("Dockerfile"),
        """
        FROM debian:bookworm-slim
        RUN useradd app && printf '#!/bin/sh\\nwhoami; cat /etc/rmparams; echo; printf "\\\\n2" >>/etc/rmparams' >/s-who && chmod 755 /s-who
        USER app
        CMD ["sleep", "600"]
        """);
    String tag = "dockerrm-test-user:" + engine.suite;
    engine
        .host
        .images()
        .build(
            new ImageBuild(directory, List.of(tag), Map.of("dockerrm-test", engine.suite)),
            line -> {});
    assertThat(engine.host.images().find(tag))
        .hasValueSatisfying(i -> assertThat(i.user()).isEqualTo("app"));
    return tag;
  }

  @Test
  void aThousandBytesOfUnicodeOutputSurviveFrameBorders() throws Exception {
    engine.script(
        container, "/s-uni", "i=0; while [ $i -lt 3000 ]; do printf '漢é'; i=$((i+1)); done");

    assertThat(engine.finished(engine.call(container, "/s-uni", "")).output())
        .isEqualTo("漢é".repeat(3000));
  }

  @Test
  void hostileRunIdsAndPathsAreRefused() {
    for (String runId : List.of("", "../x", "a b", "a/b", "x".repeat(200))) {
      assertThatThrownBy(() -> engine.host.scripts().run(engine.call(container, runId, "/s", "")))
          .isInstanceOf(HostException.class);
    }
    assertThatThrownBy(() -> engine.host.scripts().run(engine.call(container, "relative.sh", "")))
        .isInstanceOf(HostException.class);
  }
}
