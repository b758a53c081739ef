package org.dockerrm.location.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.Info;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.dockerrm.database.Worker;
import org.dockerrm.location.HostException;
import org.dockerrm.location.HostWatcher;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one engine's event stream for one watcher. After a break it is taken up where it ended;
 * after a long silence too, because a connection can break without either end noticing.
 */
final class DockerEvents implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DockerEvents.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final Duration LONGEST_STREAM = Duration.ofMinutes(10);
  private static final long NANOS_OF_A_SECOND = 1_000_000_000L;

  /** Most events of one engine in a second; an engine with more is read more slowly. */
  private static final int MOST_NEWS = 500;

  private final DockerClients clients;
  private final DockerCalls calls;
  private final HostWatcher watcher;
  private final Duration interval;
  private final Worker worker;
  private final Thread thread;
  private final ReentrantLock turn = new ReentrantLock();
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile boolean closed;
  private volatile long latest;
  private volatile @Nullable String away;

  DockerEvents(
      DockerClients clients,
      DockerCalls calls,
      HostWatcher watcher,
      Duration interval,
      String name) {
    this.interval = interval;
    this.clients = clients;
    this.calls = calls;
    this.watcher = watcher;
    this.worker = new Worker("docker-events-" + name);
    this.thread = new Thread(this::follow, worker.name());
    thread.setDaemon(true);
  }

  DockerEvents start() {
    thread.start();
    return this;
  }

  /** Why the engine is out of sight, if it is. */
  Optional<String> away() {
    return Optional.ofNullable(away);
  }

  /** How the watching goes. */
  Worker worker() {
    return worker;
  }

  private void follow() {
    Duration pause = FIRST_PAUSE;
    while (!closed) {
      Stream stream = new Stream();
      worker.run(() -> follow(stream));
      pause = stream.useful() ? FIRST_PAUSE : min(pause.multipliedBy(2), LONGEST_PAUSE);
      if (!closed && !stream.expired) {
        rest(pause);
      }
    }
  }

  private void follow(Stream stream) {
    try {
      listen(stream);
    } catch (HostException e) {
      stream.failed(e);
    } catch (InterruptedException e) {
      // The closing thread does so.
      Thread.currentThread().interrupt();
    }
  }

  private void listen(Stream stream) throws InterruptedException {
    begin();
    // An engine that is silent would keep one more thread and connection at each try.
    calls.run("follow events", () -> clients.control().pingCmd().exec());
    try {
      clients
          .streaming()
          .eventsCmd()
          .withSince("%d.%09d".formatted(latest / NANOS_OF_A_SECOND, latest % NANOS_OF_A_SECOND))
          .withEventTypeFilter(EventTranslator.types())
          .withEventFilter(EventTranslator.actions())
          .exec(stream);
      stream.expired = !followed(stream);
    } catch (RuntimeException e) {
      throw calls.errors().translate("follow events", e);
    } finally {
      stream.closeQuietly();
    }
  }

  /**
   * Where to take the stream up: where it ended, but never in the engine's future, where a clock
   * that was wrong for a while may have led. It is the engine's clock, not ours: they may differ.
   */
  private void begin() {
    long now = calls.call("follow events", () -> now(clients.control().infoCmd().exec()));
    if (latest == 0 || latest > now) {
      latest = now;
    }
  }

  /** Whether the stream ended without being closed. */
  private boolean followed(Stream stream) throws InterruptedException {
    if (!stream.begins(clients.answerLimit())) {
      throw calls.errors().silent("follow events", "the stream does not begin", null);
    }
    long looks = Math.max(1, LONGEST_STREAM.dividedBy(interval));
    for (long look = 0; look < looks && !closed; look++) {
      if (stream.over.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
        return true;
      }
      if (stream.began) {
        tell(watcher::lookDue);
      }
    }
    return false;
  }

  private static long now(Info info) {
    Instant now = OffsetDateTime.parse(String.valueOf(info.getSystemTime())).toInstant();
    return Math.addExact(
        Math.multiplyExact(now.getEpochSecond(), NANOS_OF_A_SECOND), now.getNano());
  }

  private void rest(Duration pause) {
    try {
      boolean over = end.await(pause.toMillis(), TimeUnit.MILLISECONDS);
      LOG.trace("Rested, {}", over);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Reports no more events; a call to the watcher under way is completed. */
  @Override
  public void close() {
    closed = true;
    end.countDown();
    // Never within an event; its thread checks afterwards whether it is closed.
    if (turn.tryLock()) {
      try {
        thread.interrupt();
      } finally {
        turn.unlock();
      }
    }
  }

  private void tell(Runnable news) {
    turn.lock();
    // Left over from the stream's end; it must not reach what the watcher does.
    boolean interrupted = Thread.interrupted();
    try {
      if (!closed) {
        worker.run(() -> pass(news));
      }
    } finally {
      turn.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void pass(Runnable news) {
    try {
      news.run();
    } catch (HostException e) {
      LOG.debug("A watcher could not ask the engine", e);
    } catch (RuntimeException e) {
      // Closing the watch also closes what its watcher works with.
      if (!closed) {
        throw e;
      }
    }
  }

  /** One connection of the stream. */
  private final class Stream extends ResultCallback.Adapter<Event> {

    /** Of our own: the adapter's awaitCompletion closes the stream when its time is up. */
    private final CountDownLatch over = new CountDownLatch(1);

    private final CountDownLatch decided = new CountDownLatch(1);

    private final long opened = System.nanoTime();
    private volatile boolean began;
    private boolean expired;
    private long second;
    private int inSecond;

    /** Whether the engine begins the stream, or ends it, within that time. */
    boolean begins(Duration limit) throws InterruptedException {
      return decided.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether it lasted, so that the next one may be opened soon. */
    boolean useful() {
      return began && System.nanoTime() - opened > LONGEST_PAUSE.toNanos();
    }

    @Override
    public void onStart(Closeable stream) {
      super.onStart(stream);
      began = true;
      decided.countDown();
      if (away != null) {
        away = null;
        LOG.info("Following the engine's events again");
      }
      tell(watcher::connected);
    }

    @Override
    public void onNext(Event event) {
      Long time = event.getTimeNano();
      if (time != null) {
        // The engine repeats what happened at the very moment that `since` names.
        if (time <= latest) {
          return;
        }
        latest = time;
      }
      slowDown();
      EventTranslator.of(event).ifPresent(news -> tell(() -> news.accept(watcher)));
    }

    private void slowDown() {
      long now = System.nanoTime();
      if (now - second > NANOS_OF_A_SECOND) {
        second = now;
        inSecond = 0;
      }
      inSecond++;
      if (inSecond > MOST_NEWS) {
        rest(Duration.ofNanos(second + NANOS_OF_A_SECOND - now));
      }
    }

    @Override
    public void onError(Throwable error) {
      failed(calls.errors().translate("follow events", error));
      closeQuietly();
    }

    private void failed(HostException error) {
      if (!closed) {
        if (away == null) {
          LOG.warn("{} Trying again until it does.", error.getMessage());
        }
        away = String.valueOf(error.getMessage());
      }
    }

    /**
     * Closing interrupts the thread that reports the event, and an interrupt would close the file
     * of an embedded database that a watcher writes to: so the news is waited for.
     */
    @Override
    public void close() throws IOException {
      turn.lock();
      try {
        super.close();
      } finally {
        over.countDown();
        decided.countDown();
        turn.unlock();
      }
    }

    private void closeQuietly() {
      try {
        close();
      } catch (IOException e) {
        // The stream is over already.
      }
    }
  }
}
