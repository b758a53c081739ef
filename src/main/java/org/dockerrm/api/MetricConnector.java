package org.dockerrm.api;

import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.Http11NioProtocol;
import org.dockerrm.metric.MetricPort;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * A second port of the web server, for metrics: with threads and connections of its own, so that a
 * flood of them leaves the API its own.
 */
@Component
class MetricConnector implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  private static final int THREADS = 16;
  private static final int CONNECTIONS = 8_192;
  private static final int WAITING_CONNECTIONS = 1_024;
  private static final int TIMEOUT_MILLIS = 10_000;
  private static final int KEEP_ALIVE_MILLIS = 60_000;

  private final MetricPort port;
  private final Connector connector = new Connector(Http11NioProtocol.class.getName());

  MetricConnector(MetricPort port) {
    this.port = port;
  }

  @Override
  public void customize(TomcatServletWebServerFactory server) {
    if (!port.isOpen()) {
      return;
    }
    connector.setPort(port.configured());
    if (connector.getProtocolHandler() instanceof Http11NioProtocol protocol) {
      protocol.setAddress(port.address());
      protocol.setMaxThreads(THREADS);
      protocol.setMinSpareThreads(2);
      protocol.setMaxConnections(CONNECTIONS);
      protocol.setAcceptCount(WAITING_CONNECTIONS);
      protocol.setConnectionTimeout(TIMEOUT_MILLIS);
      protocol.setKeepAliveTimeout(KEEP_ALIVE_MILLIS);
      protocol.setMaxKeepAliveRequests(-1);
    }
    server.addAdditionalTomcatConnectors(connector);
  }

  @EventListener
  void started(ServletWebServerInitializedEvent started) {
    if (port.isOpen() && connector.getLocalPort() > 0) {
      port.listens(connector.getLocalPort());
    }
  }
}
