package org.dockerrm.support;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The engine on a TCP port of this machine that was chosen before: it comes when a test wants. */
public final class EngineRelay implements AutoCloseable {

  private static final int ENOUGH_FOR_HEADERS = 1;
  private static final Pattern START = Pattern.compile("POST \\S*/containers/\\w+/start HTTP");

  private final boolean withoutEvents;
  private final Duration startsTake;
  private final AtomicInteger starting = new AtomicInteger();
  private final AtomicInteger mostStarting = new AtomicInteger();
  private final ServerSocketChannel server;
  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();

  /** Serves the port from now on. */
  public EngineRelay(int port) throws IOException {
    this(port, false, Duration.ZERO);
  }

  /** Serves the port from now on, but lets no event of the engine through. */
  public static EngineRelay withoutEvents(int port) throws IOException {
    return new EngineRelay(port, true, Duration.ZERO);
  }

  /** Serves a free port from now on, and makes each start of a container take that much longer. */
  public static EngineRelay slowToStart(Duration longer) throws IOException {
    return new EngineRelay(0, false, longer);
  }

  private EngineRelay(int port, boolean withoutEvents, Duration startsTake) throws IOException {
    this.startsTake = startsTake;
    this.withoutEvents = withoutEvents;
    server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
    start(this::accept);
  }

  /** The address it serves, for {@code locations.yml}. */
  public String endpoint() {
    return "tcp://127.0.0.1:" + server.socket().getLocalPort();
  }

  /** How many containers were being started at a time, at most. */
  public int mostStarting() {
    return mostStarting.get();
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel client = server.accept();
        SocketChannel engine = SocketChannel.open(StandardProtocolFamily.UNIX);
        engine.connect(UnixDomainSocketAddress.of(socket()));
        open.add(client);
        open.add(engine);
        AtomicBoolean events = new AtomicBoolean();
        start(() -> pump(client, engine, text -> note(text, events)));
        start(() -> pump(engine, client, once(events)));
      }
    } catch (IOException e) {
      // Closed: that is how it ends.
    }
  }

  private boolean note(String text, AtomicBoolean events) {
    events.compareAndSet(false, withoutEvents && text.contains("/events?"));
    if (!startsTake.isZero() && START.matcher(text).find()) {
      mostStarting.accumulateAndGet(starting.incrementAndGet(), Math::max);
      sleep();
      starting.decrementAndGet();
    }
    return true;
  }

  private void sleep() {
    try {
      Thread.sleep(startsTake.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets the answer's headers through, and nothing after them. */
  private static Predicate<String> once(AtomicBoolean events) {
    AtomicInteger chunks = new AtomicInteger();
    return text -> !events.get() || chunks.incrementAndGet() <= ENOUGH_FOR_HEADERS;
  }

  private void pump(SocketChannel from, SocketChannel to, Predicate<String> passes) {
    ByteBuffer buffer = ByteBuffer.allocate(16_384);
    try (from;
        to) {
      while (from.read(buffer) >= 0) {
        buffer.flip();
        boolean through =
            passes.test(new String(buffer.array(), 0, buffer.limit(), StandardCharsets.ISO_8859_1));
        while (through && buffer.hasRemaining()) {
          to.write(buffer);
        }
        buffer.clear();
      }
    } catch (IOException e) {
      // Either side may close at any time.
    }
    open.remove(from);
    open.remove(to);
  }

  private static String socket() {
    return Optional.ofNullable(System.getenv("DOCKER_HOST"))
        .filter(host -> host.startsWith("unix://"))
        .map(host -> host.substring("unix://".length()))
        .orElse("/var/run/docker.sock");
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "engine-relay");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Closeable connection : open) {
      connection.close();
    }
  }
}
