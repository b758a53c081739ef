package org.dockerrm.location.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.dockerrm.config.LocationSettings;
import org.dockerrm.location.HostException;
import org.dockerrm.location.HostStatus;
import org.dockerrm.location.HostWatcher;
import org.dockerrm.location.ScriptCall;
import org.dockerrm.support.RawEngine;
import org.dockerrm.support.RawEngine.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers without an end, and others that no engine gives, end the call and nothing else. */
@Timeout(60)
class HostileEngineTest {

  private static final String ID = "a".repeat(64);

  private RawEngine engine;
  private DockerHost host;

  @BeforeEach
  void start() throws IOException {
    engine = new RawEngine();
    host = open(engine, Duration.ofSeconds(30));
  }

  private void impatient() {
    host.close();
    host = open(engine, Duration.ofSeconds(1));
  }

  private static DockerHost open(RawEngine engine, Duration limit) {
    return new DockerHost(
        new LocationSettings("hostile", "", "", engine.endpoint(), Optional.empty()),
        Clock.systemUTC(),
        new TransportDecorator(TransportDecorator.PLAIN.layer(), limit));
  }

  @AfterEach
  void stop() {
    host.close();
    engine.close();
  }

  static Stream<Arguments> endless() {
    return Stream.of(
        arguments("objects", "more than 48 MB", RawEngine.endless("200 OK", "[{}", ",{}")),
        arguments("a text", "maximum allowed", RawEngine.endless("200 OK", "[{\"Id\":\"", "a")),
        arguments(
            "a number", "maximum allowed", RawEngine.endless("200 OK", "[{\"Created\":1", "1")),
        arguments("names", "more than 48 MB", RawEngine.endless("200 OK", "[{", "\"a\":1,")),
        arguments("blanks", "64 MB", RawEngine.endless("200 OK", "", " \n")),
        arguments("depth", "nesting depth", RawEngine.endless("200 OK", "", "[")),
        arguments("an error", "1 MB", RawEngine.endless("500 No", "{\"message\":\"", "a")),
        arguments("a missing thing", "1 MB", RawEngine.endless("404 No", "", "a")),
        arguments("bytes", "within 1 s", RawEngine.trickle("HTTP/1.1 200 OK\r\n\r\n[")),
        arguments("header bytes", "within 1 s", RawEngine.trickle("HTTP/1.1 200 OK\r\nA: ")),
        arguments("headers", "header", head("HTTP/1.1 200 OK\r\n", "A: a\r\n")),
        arguments("a header", "length", head("HTTP/1.1 200 OK\r\nA: ", "a")),
        arguments("a status", "length", head("HTTP/1.1 200 ", "a")),
        arguments("other protocols", "within 1 s", head("", "HTTP/1.1 102 Wait\r\n\r\n")),
        arguments("zipped", "", gzipBomb()));
  }

  private static Reply head(String begin, String piece) {
    return out -> {
      out.write(begin.getBytes());
      byte[] block = piece.repeat(1_000).getBytes();
      while (true) {
        out.write(block);
      }
    };
  }

  private static Reply gzipBomb() {
    return out -> {
      ByteArrayOutputStream bomb = new ByteArrayOutputStream();
      try (GZIPOutputStream zip = new GZIPOutputStream(bomb)) {
        zip.write('[');
        byte[] blanks = " ".repeat(1 << 20).getBytes();
        for (int i = 0; i < 200; i++) {
          zip.write(blanks);
        }
        zip.write(']');
      }
      RawEngine.head(out, "200 OK", "Content-Encoding: gzip", "Content-Length: " + bomb.size());
      bomb.writeTo(out);
    };
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("endless")
  void anAnswerWithoutAnEndFailsTheCall(String what, String why, Reply reply) {
    engine.answer("/containers/json", reply);
    if (why.contains("within")) {
      impatient();
    }

    assertThatThrownBy(host.workloads()::own)
        .as(what)
        .isInstanceOfSatisfying(
            HostException.class,
            e ->
                assertThat(e)
                    .hasMessageStartingWith("Cannot list containers: ")
                    .hasMessageContaining(why)
                    .hasMessageMatching("(?s).{0,900}"));
    assertThat(host.requireNetworks().all()).isEmpty();
  }

  @Test
  void theReasonThatHealthShowsSaysWhatHappened() {
    engine.answer("/containers/json", RawEngine.endless("200 OK", "[{}", ",{}"));

    assertThat(host.look())
        .isInstanceOfSatisfying(
            HostStatus.Unreachable.class,
            away ->
                // On a slow machine the time is over before the memory is.
                assertThat(away.reason())
                    .contains("127.0.0.1")
                    .containsAnyOf("more than 48 MB of memory", "no complete answer"));
  }

  @Test
  void documentsThatAreReadAtATimeAreBoundedTogether() {
    host.close();
    // Long enough for a slow machine: callers within the bound wait until the engine is closed.
    host = open(engine, Duration.ofMinutes(2));
    DockerHost shared = host;
    engine.answer(
        "/containers/json", RawEngine.trickle("HTTP/1.1 200 OK\r\n\r\n[" + " ".repeat(40 << 20)));

    List<RuntimeException> refusals = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 4; i++) {
      new Thread(
              () -> {
                try {
                  shared.workloads().own();
                } catch (RuntimeException e) {
                  refusals.add(e);
                }
              })
          .start();
    }

    await()
        .atMost(Duration.ofSeconds(45))
        .untilAsserted(
            () ->
                assertThat(refusals)
                    .anySatisfy(e -> assertThat(e).hasMessageContaining("96 MB together")));
    assertThat(refusals).hasSizeLessThan(4);
    engine.json("/containers/json", "[]");
    assertThat(host.workloads().own()).isEmpty();
  }

  @Test
  void isNotLedToAnotherServer() throws IOException {
    try (RawEngine other = new RawEngine()) {
      engine.answer(
          "/networks",
          out ->
              RawEngine.head(
                  out,
                  "307 Over There",
                  "Location: " + other.endpoint().toString().replace("tcp", "http") + "/networks",
                  "Content-Length: 0"));

      assertThatThrownBy(host.requireNetworks()::all).isInstanceOf(HostException.class);
      assertThat(other.requests()).isEmpty();
    }
  }

  @Test
  void aLogWithoutAnEndIsGivenUp() {
    impatient();
    engine.answer("/containers/" + ID + "/logs", RawEngine.endless("200 OK", "", "line\n"));

    assertThatThrownBy(() -> host.workloads().log(ID, 5))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("read the log");
  }

  @Test
  void aFrameOfAnySizeIsTakenInPieces() {
    engine.answer(
        "/containers/" + ID + "/logs",
        out -> {
          RawEngine.head(out, "200 OK");
          out.write(new byte[] {1, 0, 0, 0, 0x7f, -1, -1, -1});
          out.write("a line\n".repeat(200_000).getBytes());
        });

    assertThat(host.workloads().log(ID, 3))
        .hasSize(3)
        .allSatisfy(l -> assertThat(l.text()).isEqualTo("a line"));

    engine.answer(
        "/containers/" + ID + "/logs",
        out -> {
          RawEngine.head(out, "200 OK");
          out.write(new byte[] {1, 0, 0, 0, -1, -1, -1, -1});
          out.write("a line\n".getBytes());
        });

    assertThatThrownBy(() -> host.workloads().log(ID, 3)).isInstanceOf(HostException.class);
  }

  @Test
  void aScriptWhoseExecIsRefusedFailsWithTheEnginesWords() {
    engine.json("/containers/" + ID + "/json", container());
    engine.json("/containers/" + ID + "/exec", "{\"Id\":\"e1\"}");
    engine.answer(
        "/exec/e1/start",
        out -> {
          RawEngine.head(out, "409 Conflict", "Content-Length: 26");
          out.write("{\"message\":\"it is paused\"}".getBytes());
        });
    engine.json("/exec/e1/json", "{\"Running\":false}");

    assertThat(
            host.scripts()
                .run(
                    new ScriptCall(
                        ID,
                        "run-1",
                        "/x",
                        ScriptCall.ParameterFile.LIFECYCLE,
                        "a: 1",
                        Map.of(),
                        false)))
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableThat()
        .withMessageContaining("it is paused");
  }

  private static String container() {
    return "{\"Id\":\"%s\",\"Name\":\"/c\",\"State\":{\"Running\":true},\"Config\":{}}"
        .formatted(ID);
  }

  @Test
  void anEventWithoutAnEndIsGivenUpAndTheEngineIsWatchedAgain() throws Exception {
    engine.answer("/events", RawEngine.endless("200 OK", "{\"Action\":\"", "a"));
    AtomicInteger connected = new AtomicInteger();

    try (AutoCloseable watch = host.watch(new Counting(connected), Duration.ofHours(1))) {
      await().atMost(Duration.ofSeconds(20)).until(() -> connected.get() >= 3);
      assertThat(watch).isNotNull();
    }
  }

  @Test
  void aWatcherThatFailsInAnyWayIsToldAgain() throws Exception {
    engine.answer(
        "/events",
        out -> {
          RawEngine.head(out, "200 OK");
          out.write(
              ("{\"Type\":\"container\",\"Action\":\"die\",\"Actor\":{\"ID\":\"" + ID + "\"}}\n")
                  .repeat(3)
                  .getBytes());
        });
    AtomicInteger died = new AtomicInteger();
    HostWatcher failing =
        new Counting(new AtomicInteger()) {
          @Override
          public void containerDied(String containerId, int exitCode) {
            died.incrementAndGet();
            throw new StackOverflowError("a fault of the test");
          }
        };

    try (AutoCloseable watch = host.watch(failing, Duration.ofHours(1))) {
      await().atMost(Duration.ofSeconds(20)).until(() -> died.get() >= 6);
      assertThat(watch).isNotNull();
    }
  }

  private static class Counting implements HostWatcher {

    private final AtomicInteger connected;

    Counting(AtomicInteger connected) {
      this.connected = connected;
    }

    @Override
    public void connected() {
      connected.incrementAndGet();
    }

    @Override
    public void lookDue() {}

    @Override
    public void containerDied(String containerId, int exitCode) {}

    @Override
    public void containerStarted(String containerId) {}

    @Override
    public void containerRemoved(String containerId) {}

    @Override
    public void attachmentsChanged(String containerId) {}

    @Override
    public void networksChanged() {}
  }
}
