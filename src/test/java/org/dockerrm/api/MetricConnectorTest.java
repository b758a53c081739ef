package org.dockerrm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.dockerrm.metric.MetricPort;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.context.ServletWebServerInitializedEvent;

class MetricConnectorTest {

  @Test
  void listensAtDockersBridgeAlsoWhereThatComesAfterTheStart() throws IOException {
    InetAddress address = InetAddress.getByName("127.0.0.2");
    AtomicReference<Optional<InetAddress>> bridge = new AtomicReference<>(Optional.empty());
    MetricPort port = new MetricPort(0, "", Optional.empty(), bridge::get);
    MetricConnector connector = new MetricConnector(port, Duration.ofMillis(20));
    TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);
    connector.customize(factory);
    WebServer server = factory.getWebServer();
    try {
      server.start();
      connector.started(
          new ServletWebServerInitializedEvent(
              server, new AnnotationConfigServletWebServerApplicationContext()));
      assertThat(port.address().isLoopbackAddress()).isTrue();
      assertThat(port.awaitsBridge()).isTrue();

      bridge.set(Optional.of(address));

      await().atMost(Duration.ofSeconds(5)).until(() -> !port.awaitsBridge());
      assertThat(port.address()).isEqualTo(address);
      try (Socket socket = new Socket(address, port.port())) {
        assertThat(socket.isConnected()).isTrue();
      }
    } finally {
      connector.destroy();
      server.stop();
    }
  }
}
