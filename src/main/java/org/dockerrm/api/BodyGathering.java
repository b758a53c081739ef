package org.dockerrm.api;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * Waits for bodies without a thread, so that any number of clients that send slowly leaves the
 * threads to others. A body has {@value #SECONDS} seconds in all; where those under way become too
 * large together, the client that sends most of them loses its oldest. Each port has its own.
 */
final class BodyGathering {

  private static final Logger LOG = LoggerFactory.getLogger(BodyGathering.class);
  private static final long SECONDS = 10;
  private static final int LARGEST_IN_ALL = 32 * 1024 * 1024;

  /** How much more than is kept is read, so that a client gets its 413 rather than a reset. */
  private static final int DISCARDED = 2 * 1024 * 1024;

  private final ProblemWriter problems;
  private final Set<Reading> open = new LinkedHashSet<>();
  private long held;

  BodyGathering(ProblemWriter problems) {
    this.problems = problems;
  }

  /** What is done with a body. */
  @FunctionalInterface
  interface Then {

    /**
     * Ends the request.
     *
     * @param body what was kept
     * @param async to be completed or dispatched
     */
    void accept(byte[] body, AsyncContext async) throws IOException;
  }

  /**
   * Reads a body and continues on a thread of the web server; answers 408 where it is too slow.
   *
   * @param keep how many bytes are kept; what comes beyond is read and forgotten
   */
  void gather(HttpServletRequest request, HttpServletResponse response, int keep, Then then)
      throws IOException {
    AsyncContext async = request.startAsync(request, response);
    async.setTimeout(Duration.ofSeconds(SECONDS).toMillis());
    Reading reading = new Reading(request, response, async, keep, then);
    synchronized (open) {
      open.add(reading);
    }
    async.addListener(reading);
    request.getInputStream().setReadListener(reading);
  }

  private void grow(Reading reading, int bytes) {
    Optional<Reading> excess = Optional.empty();
    synchronized (open) {
      // One that another thread has given up meanwhile counts no more.
      if (open.contains(reading)) {
        reading.counted += bytes;
        held += bytes;
        excess = held > LARGEST_IN_ALL ? oldestOfLargestClient() : excess;
      }
    }
    excess.ifPresent(found -> found.giveUp("too many slow bodies at a time"));
  }

  private Optional<Reading> oldestOfLargestClient() {
    Map<String, Long> byAddress = new HashMap<>();
    open.forEach(reading -> byAddress.merge(reading.address, reading.counted, Long::sum));
    return byAddress.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .flatMap(
            largest ->
                open.stream()
                    .filter(reading -> reading.address.equals(largest.getKey()))
                    .findFirst());
  }

  private final class Reading implements ReadListener, AsyncListener {

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final AsyncContext async;
    private final ServletInputStream in;
    private final int keep;
    private final Then then;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final String address;
    private long seen;

    /** Its share of what is held; changed with {@code open} locked. */
    private long counted;

    Reading(
        HttpServletRequest request,
        HttpServletResponse response,
        AsyncContext async,
        int keep,
        Then then)
        throws IOException {
      this.request = request;
      this.response = response;
      this.async = async;
      this.in = request.getInputStream();
      this.keep = keep;
      this.then = then;
      this.address = request.getRemoteAddr();
    }

    @Override
    public void onDataAvailable() throws IOException {
      byte[] buffer = new byte[8192];
      while (!ended.get() && in.isReady()) {
        int read = in.read(buffer);
        if (read < 0) {
          return;
        }
        seen += read;
        int room = Math.min(read, keep - kept.size());
        if (room > 0) {
          kept.write(buffer, 0, room);
          grow(this, room);
        }
        if (seen > (long) keep + DISCARDED) {
          onAllDataRead();
          return;
        }
      }
    }

    @Override
    public void onAllDataRead() throws IOException {
      if (end()) {
        then.accept(kept.toByteArray(), async);
      }
    }

    void giveUp(String reason) {
      if (!end()) {
        return;
      }
      try {
        IncomingBody.of(request).ifPresent(IncomingBody::leaveRest);
        response.setHeader(HttpHeaders.CONNECTION, "close");
        problems.write(HttpStatus.REQUEST_TIMEOUT, reason, Map.of(), request, response);
      } catch (IOException e) {
        LOG.debug("a client did not wait for its answer", e);
      } finally {
        async.complete();
      }
    }

    private boolean end() {
      if (!ended.compareAndSet(false, true)) {
        return false;
      }
      synchronized (open) {
        open.remove(this);
        held -= counted;
      }
      return true;
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      giveUp("the body did not arrive within " + SECONDS + " s");
    }

    @Override
    public void onError(Throwable lost) {
      if (end()) {
        async.complete();
      }
    }

    @Override
    public void onError(AsyncEvent event) {
      onError(event.getThrowable());
    }

    @Override
    public void onComplete(AsyncEvent event) {
      end();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}
