package org.dockerrm.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Gives a server a second port on this machine, chosen before the server was there. */
public final class TcpForwarder implements AutoCloseable {

  private final ServerSocket server;
  private final int target;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  /** Takes the port; forwards nothing yet. */
  public TcpForwarder(int port, int target) throws IOException {
    this.server = new ServerSocket(port, 50, InetAddress.getByName("127.0.0.1"));
    this.target = target;
  }

  /** Begins to forward. */
  public void start() {
    start(this::accept);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Socket upstream = new Socket("localhost", target);
        sockets.addAll(List.of(client, upstream));
        start(() -> copy(client, upstream));
        start(() -> copy(upstream, client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // Either side may close at any time.
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "tcp-forwarder");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
