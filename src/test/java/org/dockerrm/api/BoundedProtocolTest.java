package org.dockerrm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedProtocolTest {

  private static final String PART_OF_A_HEADER = "GET / HTTP/1.1\r\nHost: localho";

  @TempDir private Path home;

  private final Tomcat tomcat = new Tomcat();
  private final BoundedProtocol protocol = new BoundedProtocol(3);
  private final List<Socket> sockets = new ArrayList<>();
  private int port;

  @BeforeEach
  void start() throws LifecycleException {
    protocol.setAddress(InetAddress.getLoopbackAddress());
    Connector connector = new Connector(protocol);
    connector.setPort(0);
    tomcat.setBaseDir(home.toString());
    tomcat.getService().addConnector(connector);
    tomcat.addContext("", home.toString());
    tomcat.start();
    port = connector.getLocalPort();
  }

  @AfterEach
  void stop() throws IOException, LifecycleException {
    for (Socket socket : sockets) {
      socket.close();
    }
    tomcat.stop();
    tomcat.destroy();
  }

  @Test
  void aHeaderThatDripsIsCutOffAndAnIdleConnectionIsNot() throws IOException {
    Socket dripping = connect();
    Socket idle = connect();
    write(dripping, PART_OF_A_HEADER);
    await()
        .until(
            () ->
                protocol.endpoint().getConnections().stream()
                    .anyMatch(connection -> connection.getCurrentProcessor() != null));

    for (int i = 0; i < 25; i++) {
      protocol.endpoint().look();
    }

    assertThat(dripping.getInputStream().read()).isEqualTo(-1);
    write(idle, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assertThat(idle.getInputStream().read()).isEqualTo('H');
  }

  @Test
  void oneAddressHasABoundedNumberOfConnections() throws IOException {
    for (int i = 0; i < 3; i++) {
      write(connect(), PART_OF_A_HEADER);
    }
    await().until(() -> protocol.endpoint().getConnections().size() == 3);

    assertThat(connect().getInputStream().read()).isEqualTo(-1);

    sockets.get(0).close();
    await().until(() -> protocol.endpoint().getConnections().size() == 2);
    Socket next = connect();
    write(next, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assertThat(next.getInputStream().read()).isEqualTo('H');
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(30_000);
    sockets.add(socket);
    return socket;
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
