package org.dockerrm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dockerrm.catalog.ImageBuilds;
import org.dockerrm.catalog.ImageReport;
import org.dockerrm.catalog.ImageReport.State;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter.DataWithMediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

class ImageStreamsTest {

  @Test
  void takesOnlySoManyListeners() {
    ImageStreams streams = new ImageStreams(new Endless(), 1);
    streams.open("any");

    assertThatThrownBy(() -> streams.open("any"))
        .isInstanceOfSatisfying(
            ResponseStatusException.class,
            e -> assertThat(e.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE));
    streams.stop();
  }

  @Test
  void takesNobodyAfterTheEnd() {
    ImageStreams streams = new ImageStreams(new Endless(), 1);
    streams.stop();

    assertThatThrownBy(() -> streams.open("any")).isInstanceOf(ResponseStatusException.class);
  }

  @Test
  void saysHowManyLinesASlowListenerHasMissed() throws Exception {
    Recorder recorder = new Recorder();
    ImageEvents events = new ImageEvents(recorder);

    assertThat(events.send(report(State.BUILDING, 0, 2))).isTrue();
    assertThat(events.send(report(State.BUILDING, 100, 2))).isTrue();
    assertThat(events.send(report(State.BUILDING, 100, 2))).isTrue();
    assertThat(events.send(report(State.BUILT, 100, 3))).isFalse();

    assertThat(recorder.sent)
        .filteredOn(event -> !event.startsWith("event:progress"))
        .satisfiesExactly(
            event -> assertThat(event).isEqualTo("event:log\ndata:line 0\n\n"),
            event -> assertThat(event).isEqualTo("event:log\ndata:line 1\n\n"),
            event -> assertThat(event).isEqualTo("event:log\ndata:(98 lines left out)\n\n"),
            event -> assertThat(event).isEqualTo("event:log\ndata:line 100\n\n"),
            event -> assertThat(event).isEqualTo("event:log\ndata:line 101\n\n"),
            event -> assertThat(event).isEqualTo(":still building\n\n"),
            event -> assertThat(event).isEqualTo("event:log\ndata:line 102\n\n"),
            event -> assertThat(event).startsWith("event:end\ndata:ImageRepresentation"));
  }

  private static ImageReport report(State state, int firstLine, int lines) {
    List<String> log =
        IntStream.range(firstLine, firstLine + lines).mapToObj(i -> "line " + i).toList();
    return new ImageReport(
        "web:1", "", state, "", "dev", 1, 2, "RUN x", null, null, firstLine, log, 0);
  }

  /** An emitter that keeps what it is given. */
  private static final class Recorder extends SseEmitter {
    private final List<String> sent = new ArrayList<>();

    @Override
    public void send(SseEventBuilder builder) {
      sent.add(
          builder.build().stream()
              .map(DataWithMediaType::getData)
              .map(String::valueOf)
              .collect(Collectors.joining()));
    }
  }

  /** A build that goes on for ever. */
  private static final class Endless implements ImageBuilds {

    @Override
    public Optional<ImageReport> find(String typeName) {
      return Optional.of(report(State.BUILDING, 0, 0));
    }

    @Override
    public Optional<ImageReport> build(String typeName) {
      return find(typeName);
    }

    @Override
    public void await(ImageReport seen, Duration patience) throws InterruptedException {
      new CountDownLatch(1).await();
    }
  }
}
