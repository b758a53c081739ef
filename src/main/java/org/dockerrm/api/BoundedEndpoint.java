package org.dockerrm.api;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.coyote.Processor;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Closes connections whose header is not complete after {@value #HEADER_SECONDS} s, however
 * steadily it drips, and those of an address that has too many; ends bodies that take longer than
 * their reader allows. Time is counted in looks, one each second.
 */
final class BoundedEndpoint extends NioEndpoint {

  private static final int HEADER_SECONDS = 20;

  private final int perAddress;
  private final Map<Peer, Integer> bodies = new ConcurrentHashMap<>();
  private Map<SocketWrapperBase<NioChannel>, Integer> headers = new HashMap<>();

  BoundedEndpoint(int connectionsPerAddress) {
    this.perAddress = connectionsPerAddress;
  }

  /**
   * The other end of a connection.
   *
   * @param address its IP address
   * @param port its port
   */
  record Peer(String address, int port) {}

  /** Ends what a peer sends after some seconds. */
  void endAfter(Peer peer, int seconds) {
    bodies.put(peer, seconds);
  }

  /** Lets the connection to a peer be. */
  void keep(Peer peer) {
    bodies.remove(peer);
  }

  @Override
  protected boolean setSocketOptions(SocketChannel socket) {
    if (hasRoom(socket.socket().getInetAddress())) {
      return super.setSocketOptions(socket);
    }
    destroySocket(socket);
    return false;
  }

  private boolean hasRoom(InetAddress address) {
    return perAddress == Integer.MAX_VALUE
        || connections.keySet().stream()
                .filter(open -> address.equals(open.socket().getInetAddress()))
                .limit(perAddress)
                .count()
            < perAddress;
  }

  /** Looks at all connections once. */
  void look() {
    bodies.replaceAll((peer, seconds) -> seconds - 1);
    Map<SocketWrapperBase<NioChannel>, Integer> seen = new HashMap<>();
    for (SocketWrapperBase<NioChannel> connection : getConnections()) {
      if (awaitsHeader(connection)) {
        seen.put(connection, headers.getOrDefault(connection, 0) + 1);
      }
      if (seen.getOrDefault(connection, 0) > HEADER_SECONDS) {
        connection.close();
      } else if (!bodies.isEmpty() && bodies.getOrDefault(peer(connection), 1) <= 0) {
        endInput(connection);
      }
    }
    headers = seen;
  }

  /** Wakes the thread that waits for the body; closing the connection would not. */
  private static void endInput(SocketWrapperBase<NioChannel> connection) {
    try {
      connection.getSocket().getIOChannel().shutdownInput();
    } catch (IOException e) {
      connection.close();
    }
  }

  /** A connection keeps its processor while a header is incomplete or a request asynchronous. */
  private static boolean awaitsHeader(SocketWrapperBase<NioChannel> connection) {
    return connection.getCurrentProcessor() instanceof Processor processor && !processor.isAsync();
  }

  private static Peer peer(SocketWrapperBase<NioChannel> connection) {
    return new Peer(connection.getRemoteAddr(), connection.getRemotePort());
  }
}
