package org.dockerrm.api;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.catalina.Service;
import org.apache.catalina.connector.Connector;
import org.dockerrm.database.Background;
import org.dockerrm.database.HasWorkers;
import org.dockerrm.database.Worker;
import org.dockerrm.metric.MetricPort;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.embedded.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * A second port of the web server, for metrics: with threads and connections of its own, so that a
 * flood of them leaves the API its own. Where Docker's bridge comes after the start, it is listened
 * there from then on.
 */
@Component
class MetricConnector
    implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>,
        DisposableBean,
        HasWorkers {

  private static final Logger LOG = LoggerFactory.getLogger(MetricConnector.class);
  private static final int THREADS = 16;
  private static final int CONNECTIONS = 8_192;

  /** Each container has an address of its own. */
  private static final int CONNECTIONS_PER_ADDRESS = 256;

  private static final int WAITING_CONNECTIONS = 1_024;
  private static final int TIMEOUT_MILLIS = 10_000;
  private static final int KEEP_ALIVE_MILLIS = 60_000;

  private static final Duration LOOK = Duration.ofSeconds(5);

  private final MetricPort port;
  private final Duration look;
  private final Connector connector;
  private final Background waiting = new Background("metrics-bridge", 1);

  @Autowired
  MetricConnector(MetricPort port) {
    this(port, LOOK);
  }

  /** With another pause between looks for Docker's bridge, where that was not there. */
  MetricConnector(MetricPort port, Duration look) {
    this.port = port;
    this.look = look;
    this.connector = at(port.address());
  }

  private Connector at(InetAddress address) {
    BoundedProtocol protocol = new BoundedProtocol(CONNECTIONS_PER_ADDRESS);
    protocol.setAddress(address);
    protocol.setMaxThreads(THREADS);
    protocol.setMinSpareThreads(2);
    // Transitions have priority, if the Java process respects thread priorities.
    protocol.setThreadPriority(Thread.MIN_PRIORITY);
    protocol.setMaxConnections(CONNECTIONS);
    protocol.setAcceptCount(WAITING_CONNECTIONS);
    protocol.setConnectionTimeout(TIMEOUT_MILLIS);
    protocol.setKeepAliveTimeout(KEEP_ALIVE_MILLIS);
    protocol.setMaxKeepAliveRequests(-1);
    Connector made = new Connector(protocol);
    made.setPort(Math.max(port.configured(), 0));
    return made;
  }

  @Override
  public void customize(TomcatServletWebServerFactory server) {
    if (port.isOpen()) {
      server.addAdditionalTomcatConnectors(connector);
    }
  }

  @EventListener
  void started(ServletWebServerInitializedEvent started) {
    if (port.isOpen() && connector.getLocalPort() > 0) {
      port.listens(connector.getLocalPort());
      if (port.awaitsBridge() && started.getWebServer() instanceof TomcatWebServer server) {
        waiting.start();
        awaitBridge(server.getTomcat().getService());
      }
    }
  }

  private void awaitBridge(Service service) {
    waiting.later(look, () -> openAtBridge(service));
  }

  private void openAtBridge(Service service) {
    Optional<InetAddress> address = Optional.empty();
    try {
      address = port.bridge();
    } finally {
      if (address.isEmpty()) {
        awaitBridge(service);
      }
    }
    address.ifPresent(found -> open(service, found));
  }

  private void open(Service service, InetAddress address) {
    Connector there = at(address);
    try {
      service.addConnector(there);
      port.listensAtBridge(address, there.getLocalPort());
      LOG.info("Metrics are accepted at {}:{}", address.getHostAddress(), there.getLocalPort());
    } catch (IllegalArgumentException e) {
      service.removeConnector(there);
      awaitBridge(service);
      LOG.warn("Metrics cannot be accepted at {}: {}", address.getHostAddress(), e.toString());
    }
  }

  @Override
  public void destroy() {
    waiting.stop();
  }

  @Override
  public Stream<Worker> workers() {
    return Stream.of(waiting.worker());
  }
}
