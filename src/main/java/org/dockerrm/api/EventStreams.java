package org.dockerrm.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dockerrm.database.Durability;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/**
 * Server-sent events about what goes on, for a bounded number of clients. A few threads look for
 * what is new for all of them; none waits for events, nor for a client to take them. One who reads
 * slowly misses some, and is given up by the web server where it takes nothing.
 */
@Component
class EventStreams {

  private static final Logger log = LoggerFactory.getLogger(EventStreams.class);
  private static final int THREADS = 4;

  /** After so long without an event a comment shows whether the client is still there. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);

  /** When a client that has not taken all is looked after again. */
  private static final Duration RETRY = Duration.ofMillis(100);

  private final int most;
  private final ObjectMapper json;
  private final Durability durability;
  private final ScheduledThreadPoolExecutor threads;
  private final Set<Stream> open = ConcurrentHashMap.newKeySet();
  private boolean stopping;

  EventStreams(
      @Value("${dockerrm.events.listeners:32}") int most,
      ObjectMapper json,
      Durability durability) {
    CustomizableThreadFactory daemons = new CustomizableThreadFactory("events-");
    daemons.setDaemon(true);
    this.most = most;
    this.json = json;
    this.durability = durability;
    this.threads = new ScheduledThreadPoolExecutor(THREADS, daemons);
    this.threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** What one client hears; never asked by two threads at once. */
  interface Events {

    /** Adds what is new since the last time; false after the last event. */
    boolean tell(EventText text);

    /** How long it is until the next look. */
    Duration pause();
  }

  /** Whether the answer to a request may be events, which no filter may gather until their end. */
  static boolean mayAnswer(HttpServletRequest request) {
    String path = request.getServletPath();
    return request.getMethod().equals("GET")
        && (path.endsWith("/image") || path.endsWith("/output"))
        && (String.valueOf(request.getHeader(HttpHeaders.ACCEPT))
                .contains(MediaType.TEXT_EVENT_STREAM_VALUE)
            || String.valueOf(request.getQueryString()).contains("follow="));
  }

  /** Answers with events: what has happened so far, then what happens, until the end. */
  void open(HttpServletRequest request, HttpServletResponse response, Events events) {
    try {
      begin(request, response, events).listen();
    } catch (IOException e) {
      throw new IllegalStateException("events cannot be sent", e);
    }
  }

  private synchronized Stream begin(
      HttpServletRequest request, HttpServletResponse response, Events events) throws IOException {
    if (stopping || open.size() >= most) {
      throw new ResponseStatusException(
          HttpStatus.SERVICE_UNAVAILABLE,
          stopping
              ? "the resource manager stops; listen again when it has started"
              : most + " clients listen to events, which is the most at a time; come again later");
    }
    response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    Stream stream =
        new Stream(request.startAsync(request, response), response.getOutputStream(), events);
    open.add(stream);
    return stream;
  }

  /**
   * Ends all streams before the server waits for requests that are under way. No thread is
   * interrupted: that would close the file of an embedded database that it reads.
   */
  @EventListener(ContextClosedEvent.class)
  synchronized void stop() {
    stopping = true;
    threads.shutdown();
    open.forEach(Stream::close);
  }

  /** The answer to one client. */
  private final class Stream implements WriteListener, AsyncListener {

    private final AsyncContext async;
    private final ServletOutputStream out;
    private final Events events;
    private final AtomicBoolean closed = new AtomicBoolean();
    private Duration silence = Duration.ZERO;
    private volatile boolean last;

    /** Whether the client has taken all that was sent. */
    private volatile boolean taken;

    Stream(AsyncContext async, ServletOutputStream out, Events events) {
      this.async = async;
      this.out = out;
      this.events = events;
    }

    void listen() {
      async.setTimeout(0);
      async.addListener(this);
      out.setWriteListener(this);
      lookAfter(Duration.ZERO);
    }

    private void lookAfter(Duration pause) {
      try {
        threads.schedule(this::look, pause.toMillis(), TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) {
        close();
      }
    }

    private void look() {
      try {
        if (taken) {
          sendNews();
        }
      } catch (IOException e) {
        log.debug("a listener is gone", e);
        close();
      } catch (RuntimeException e) {
        log.atLevel(closed.get() ? Level.DEBUG : Level.WARN)
            .setCause(e)
            .log("a stream of events ends early");
        close();
      }
      if (!last && !closed.get()) {
        lookAfter(taken || events.pause().compareTo(RETRY) < 0 ? events.pause() : RETRY);
      }
    }

    private void sendNews() throws IOException {
      EventText text = new EventText(json);
      boolean more = events.tell(text);
      silence = text.isEmpty() ? silence.plus(events.pause()) : Duration.ZERO;
      if (silence.compareTo(HEARTBEAT) >= 0) {
        text.addComment("still under way");
        silence = Duration.ZERO;
      }
      if (text.isEmpty() && more) {
        return;
      }
      durability.await();
      taken = false;
      last = !more;
      out.write(text.bytes());
      onWritePossible();
    }

    /**
     * Sees whether all is taken. Once {@code isReady} was false the web server calls this again,
     * maybe before the call in which it was has ended: that one has to leave the rest alone.
     */
    @Override
    public void onWritePossible() throws IOException {
      if (out.isReady()) {
        out.flush();
        if (out.isReady()) {
          taken = true;
          if (last) {
            close();
          }
        }
      }
    }

    /** Ends the answer, whatever the client has taken of it. */
    void close() {
      if (closed.compareAndSet(false, true)) {
        open.remove(this);
        try {
          async.complete();
        } catch (IllegalStateException e) {
          log.debug("a listener had gone before", e);
        }
      }
    }

    @Override
    public void onError(Throwable lost) {
      close();
    }

    @Override
    public void onError(AsyncEvent event) {
      close();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      close();
    }

    @Override
    public void onComplete(AsyncEvent event) {
      close();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}
