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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The engine on a TCP port of this machine that was chosen before: it comes when a test wants. */
public final class EngineRelay implements AutoCloseable {

  private final ServerSocketChannel server;
  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();

  /** Serves the port from now on. */
  public EngineRelay(int port) throws IOException {
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
        start(() -> pump(client, engine));
        start(() -> pump(engine, client));
      }
    } catch (IOException e) {
      // Closed: that is how it ends.
    }
  }

  private void pump(SocketChannel from, SocketChannel to) {
    ByteBuffer buffer = ByteBuffer.allocate(16_384);
    try (from;
        to) {
      while (from.read(buffer) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
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
