package org.dockerrm.metric;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.Supplier;
import org.dockerrm.config.Settings;
import org.dockerrm.location.Location;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Where the door for metrics listens, and by which URL containers reach it. By default it listens
 * at the address of Docker's own bridge alone: every container on a bridge reaches that through its
 * gateway, other machines do not.
 */
@Component
public class MetricPort {

  /** The path of the door. */
  public static final String PATH = "/api/metrics";

  private static final Logger LOG = LoggerFactory.getLogger(MetricPort.class);
  private static final String DOCKER_BRIDGE = "docker0";

  private final int configured;
  private final Supplier<Optional<InetAddress>> bridge;
  private final Optional<String> url;
  private volatile InetAddress address;
  private volatile int port;
  private volatile boolean awaitsBridge;

  @Autowired
  MetricPort(
      @Value("${dockerrm.metrics.port}") int port,
      @Value("${dockerrm.metrics.address}") String address,
      Settings settings) {
    this(port, address, settings.metrics().url(), MetricPort::dockerBridge);
  }

  /**
   * A port.
   *
   * @param port the one to listen at; 0 for any, -1 for none
   * @param address the address to listen at; blank for that of Docker's bridge
   * @param url the URL that containers get; empty to derive it
   * @param bridge looks for the address of Docker's bridge
   */
  public MetricPort(
      int port, String address, Optional<String> url, Supplier<Optional<InetAddress>> bridge) {
    this.configured = port;
    this.port = port;
    this.url = url;
    this.bridge = bridge;
    this.address = address.isBlank() ? byDefault() : parsed(address);
  }

  /** Whether there is a door at all. */
  public boolean isOpen() {
    return configured >= 0;
  }

  /** Whether what comes in at that port of this machine comes in at the door. */
  public boolean isDoor(int localPort) {
    return isOpen() && localPort == port;
  }

  /** The port to listen at; 0 for any. */
  public int configured() {
    return configured;
  }

  /** The address to listen at. */
  public InetAddress address() {
    return address;
  }

  /** The port that it listens at. */
  public int port() {
    return port;
  }

  /** Tells the port that it listens at, where any would do. */
  public void listens(int actual) {
    port = actual;
  }

  /** Whether it listens where no container comes, since there was no bridge of Docker's. */
  public boolean awaitsBridge() {
    return awaitsBridge;
  }

  /** The address of Docker's bridge, if there is one now. */
  public Optional<InetAddress> bridge() {
    return bridge.get();
  }

  /** Tells that it listens at Docker's bridge now. */
  public void listensAtBridge(InetAddress there, int actual) {
    address = there;
    port = actual;
    awaitsBridge = false;
  }

  /**
   * The URL that a container gets; empty where none is known that reaches this manager.
   *
   * @param location where it runs
   * @param gateway the IPv4 address that this machine has on the bridge of the container's first
   *     network, if it has one; asked only where the door listens at every address
   */
  public Optional<String> urlFor(Location location, Supplier<Optional<String>> gateway) {
    if (!isOpen()) {
      return Optional.empty();
    }
    return location
        .metricUrl()
        .or(() -> url)
        .or(() -> location.local() && port > 0 ? host(gateway).map(this::urlAt) : Optional.empty());
  }

  /** The gateway is the only address here that a container on an internal network reaches. */
  private Optional<String> host(Supplier<Optional<String>> gateway) {
    if (address.isAnyLocalAddress()) {
      return gateway.get().or(() -> bridge.get().map(InetAddress::getHostAddress));
    }
    return address.isLoopbackAddress() ? Optional.empty() : Optional.of(address.getHostAddress());
  }

  private String urlAt(String host) {
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + PATH;
  }

  private InetAddress byDefault() {
    Optional<InetAddress> found = bridge.get();
    awaitsBridge = found.isEmpty() && isOpen();
    if (awaitsBridge) {
      LOG.warn(
          "There is no interface {}: metrics are taken at 127.0.0.1 only, where containers do not"
              + " come, until it is there. Or set DOCKERRM_METRIC_ADDRESS.",
          DOCKER_BRIDGE);
    }
    return found.orElseGet(InetAddress::getLoopbackAddress);
  }

  private static Optional<InetAddress> dockerBridge() {
    try {
      NetworkInterface bridge = NetworkInterface.getByName(DOCKER_BRIDGE);
      return bridge == null
          ? Optional.empty()
          : bridge.inetAddresses().filter(Inet4Address.class::isInstance).findFirst();
    } catch (SocketException e) {
      return Optional.empty();
    }
  }

  private static InetAddress parsed(String address) {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "DOCKERRM_METRIC_ADDRESS: '" + address + "' is not an address of this machine", e);
    }
  }
}
