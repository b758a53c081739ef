package org.dockerrm.location.docker;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The engine over TCP, through connections that a test can cut. */
final class Relay implements AutoCloseable {

  private final ServerSocketChannel server;
  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();

  Relay() throws IOException {
    server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    daemon(this::accept);
  }

  URI endpoint() throws IOException {
    return URI.create(
        "tcp://127.0.0.1:" + ((InetSocketAddress) server.getLocalAddress()).getPort());
  }

  DockerHost host() throws IOException {
    return new DockerHost(
        Engine.at("relayed", endpoint(), Optional.empty()),
        Clock.systemUTC(),
        TransportDecorator.PLAIN);
  }

  /** Closes every connection there is; new ones are served. */
  void cut() {
    open.forEach(Relay::quietly);
    open.clear();
  }

  int connections() {
    return open.size() / 2;
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel client = server.accept();
        SocketChannel engine = SocketChannel.open(StandardProtocolFamily.UNIX);
        engine.connect(UnixDomainSocketAddress.of(Path.of(Engine.ENDPOINT.getPath())));
        open.add(client);
        open.add(engine);
        daemon(() -> pump(client, engine));
        daemon(() -> pump(engine, client));
      }
    } catch (IOException e) {
      cut();
    }
  }

  private void pump(SocketChannel from, SocketChannel to) {
    ByteBuffer buffer = ByteBuffer.allocate(16_384);
    try {
      while (from.read(buffer) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
        buffer.clear();
      }
    } catch (IOException e) {
      // The connection was cut.
    }
    for (SocketChannel side : new SocketChannel[] {from, to}) {
      quietly(side);
      open.remove(side);
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "relay");
    thread.setDaemon(true);
    thread.start();
  }

  private static void quietly(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException e) {
      // It is closed, which is all that was wanted.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
  }
}
