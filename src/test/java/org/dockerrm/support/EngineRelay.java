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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** The engine on a TCP port of this machine that was chosen before: it comes when a test wants. */
public final class EngineRelay implements AutoCloseable {

  private static final int ENOUGH_FOR_HEADERS = 1;

  private final boolean withoutEvents;
  private final ServerSocketChannel server;
  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();

  /** Serves the port from now on. */
  public EngineRelay(int port) throws IOException {
    this(port, false);
  }

  /** Serves the port from now on, but lets no event of the engine through. */
  public static EngineRelay withoutEvents(int port) throws IOException {
    return new EngineRelay(port, true);
  }

  private EngineRelay(int port, boolean withoutEvents) throws IOException {
    this.withoutEvents = withoutEvents;
    server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    start(this::accept);
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
    return true;
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
