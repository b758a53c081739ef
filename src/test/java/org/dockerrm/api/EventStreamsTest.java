package org.dockerrm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.dockerrm.catalog.ImageBuilds;
import org.dockerrm.catalog.ImageReport;
import org.dockerrm.catalog.ImageReport.State;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.server.ResponseStatusException;

class EventStreamsTest {

  private static final int MOST = 8;

  private final EventStreams streams = new EventStreams(MOST, new JsonMapper(), () -> {});

  @AfterEach
  void stop() {
    streams.stop();
  }

  @Test
  void takesOnlySoManyClientsAndAnotherOnceOneHasGone() {
    List<Client> clients =
        IntStream.range(0, MOST).mapToObj(i -> listen(new Counting(Integer.MAX_VALUE))).toList();

    assertThatThrownBy(() -> listen(new Counting(1)))
        .isInstanceOfSatisfying(
            ResponseStatusException.class,
            e -> assertThat(e.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE));

    clients.get(0).goesAway();
    Client next = listen(new Counting(1));
    next.canTake(true);
    await().until(next::isEnded);
  }

  @Test
  void takesNoClientAfterTheEndAndEndsThoseThatListen() {
    Client client = listen(new Counting(Integer.MAX_VALUE));

    streams.stop();

    assertThat(client.isEnded()).isTrue();
    assertThatThrownBy(() -> listen(new Counting(1))).isInstanceOf(ResponseStatusException.class);
  }

  @Test
  void clientsThatTakeNothingKeepNoOtherWaiting() {
    List<Counting> unheard = new ArrayList<>();
    for (int i = 1; i < MOST; i++) {
      Counting events = new Counting(Integer.MAX_VALUE);
      Client slow = listen(events);
      slow.canTake(true);
      await().until(() -> slow.text().contains("event:count"));
      slow.canTake(false);
      await().until(slow::waits);
      unheard.add(events);
    }
    Client quick = listen(new Counting(20));

    quick.canTake(true);

    await().until(quick::isEnded);
    assertThat(quick.text()).endsWith("event:count\ndata:{\"number\":20}\n\n");
    // Nothing is gathered for the others, so that memory stays bounded.
    List<Integer> asked = unheard.stream().map(Counting::number).toList();
    Client later = listenTo(new Counting(20));
    await().until(later::isEnded);
    assertThat(unheard.stream().map(Counting::number).toList()).isEqualTo(asked);
  }

  @Test
  void theAnswerEndsOnlyWhenASlowClientHasTakenTheLastEvent() {
    Client slow = listen(new Counting(1));
    slow.takesOneWrite();
    await().until(() -> slow.text().contains("\"number\":1"));
    assertThat(slow.isEnded()).isFalse();

    slow.canTake(true);

    assertThat(slow.isEnded()).isTrue();
  }

  @Test
  void anEventIsNoMoreThanItsData() {
    EventText text = new EventText(new JsonMapper());
    text.addLine("log", "one\r\nevent:end\rdata:{}");
    text.add("output", new OutputEvents.Output("a.sh", "one\n\nevent:end\n"));

    assertThat(text)
        .hasToString(
            """
            event:log
            data:one event:end data:{}

            event:output
            data:{"script":"a.sh","text":"one\\n\\nevent:end\\n"}

            """);
  }

  @Test
  void saysHowManyLinesASlowListenerHasMissed() {
    List<ImageReport> reports =
        new ArrayList<>(
            List.of(
                report(State.BUILDING, 0, 2),
                report(State.BUILDING, 100, 2),
                report(State.BUILDING, 100, 2),
                report(State.BUILT, 100, 3)));
    ImageEvents events = new ImageEvents(new Builds(reports), "any");
    EventText text = new EventText(new JsonMapper());

    assertThat(IntStream.range(0, 4).mapToObj(i -> events.tell(text)))
        .containsExactly(true, true, true, false);

    assertThat(text.toString().split("\n\n"))
        .filteredOn(event -> !event.startsWith("event:progress"))
        .satisfiesExactly(
            event -> assertThat(event).isEqualTo("event:log\ndata:line 0"),
            event -> assertThat(event).isEqualTo("event:log\ndata:line 1"),
            event -> assertThat(event).isEqualTo("event:log\ndata:(98 lines left out)"),
            event -> assertThat(event).isEqualTo("event:log\ndata:line 100"),
            event -> assertThat(event).isEqualTo("event:log\ndata:line 101"),
            event -> assertThat(event).isEqualTo("event:log\ndata:line 102"),
            event -> assertThat(event).startsWith("event:end\ndata:{\"image\":\"web:1\""));
  }

  private Client listen(EventStreams.Events events) {
    Client client = new Client();
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/any");
    request.setAsyncSupported(true);
    streams.open(request, client, events);
    client.request = request;
    return client;
  }

  private Client listenTo(EventStreams.Events events) {
    Client client = listen(events);
    client.canTake(true);
    return client;
  }

  private static ImageReport report(State state, int firstLine, int lines) {
    List<String> log =
        IntStream.range(firstLine, firstLine + lines).mapToObj(i -> "line " + i).toList();
    return new ImageReport(
        "web:1", "", state, "", "dev", 1, 2, "RUN x", null, null, firstLine, log);
  }

  /** Numbers from 1 to the last. */
  private static final class Counting implements EventStreams.Events {
    private final int last;
    private final AtomicInteger number = new AtomicInteger();

    Counting(int last) {
      this.last = last;
    }

    int number() {
      return number.get();
    }

    @Override
    public boolean tell(EventText text) {
      text.add("count", Map.of("number", number.incrementAndGet()));
      return number.get() < last;
    }

    @Override
    public Duration pause() {
      return Duration.ofMillis(1);
    }
  }

  /** A client behind a web server, which takes what comes or does not. */
  private static final class Client extends MockHttpServletResponse {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ServletOutputStream out = new Out();
    private @Nullable WriteListener listener;
    private @Nullable MockHttpServletRequest request;
    private int takes;
    private boolean waits;

    @Override
    public ServletOutputStream getOutputStream() {
      return out;
    }

    /** As a web server does, calls the listener when it can write again. */
    synchronized void canTake(boolean can) {
      takes = can ? Integer.MAX_VALUE : 0;
      writable();
    }

    synchronized void takesOneWrite() {
      takes = 1;
      writable();
    }

    private void writable() {
      if (takes > 0) {
        try {
          waits = false;
          Objects.requireNonNull(listener).onWritePossible();
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
      }
    }

    /** Whether the listener has seen that it has to wait. */
    synchronized boolean waits() {
      return waits;
    }

    void goesAway() {
      Objects.requireNonNull(listener).onError(new IOException("broken pipe"));
    }

    synchronized String text() {
      return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Completing ends asynchronous processing. */
    boolean isEnded() {
      return !Objects.requireNonNull(request).isAsyncStarted();
    }

    private final class Out extends ServletOutputStream {

      @Override
      public boolean isReady() {
        synchronized (Client.this) {
          waits |= takes <= 0;
          return takes > 0;
        }
      }

      @Override
      public void setWriteListener(WriteListener listener) {
        Client.this.listener = listener;
      }

      @Override
      public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] b, int off, int len) {
        synchronized (Client.this) {
          assertThat(waits).as("written before the client could take it").isFalse();
          bytes.write(b, off, len);
          takes = takes == Integer.MAX_VALUE ? takes : takes - 1;
        }
      }
    }
  }

  /** A build with these reports, one after the other. */
  private record Builds(List<ImageReport> reports) implements ImageBuilds {

    @Override
    public Optional<ImageReport> find(String typeName) {
      return Optional.of(reports.remove(0));
    }

    @Override
    public Optional<ImageReport> build(String typeName) {
      return find(typeName);
    }
  }
}
