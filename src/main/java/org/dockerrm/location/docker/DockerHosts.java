package org.dockerrm.location.docker;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.dockerrm.config.LocationSettings;
import org.dockerrm.database.HasWorkers;
import org.dockerrm.database.Worker;
import org.dockerrm.location.Host;
import org.dockerrm.location.HostFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Opens Docker engines and closes them when they are given up or the manager stops. */
@Component
class DockerHosts implements HostFactory, DisposableBean, HasWorkers {

  private static final Logger LOG = LoggerFactory.getLogger(DockerHosts.class);

  private final Clock clock;
  private final TransportDecorator line;
  private final Set<DockerHost> opened = ConcurrentHashMap.newKeySet();

  DockerHosts(
      Clock clock,
      ObjectProvider<TransportDecorator.Layer> layer,
      @Value("${dockerrm.engine.answer-limit}") Duration answerLimit) {
    this.clock = clock;
    this.line =
        new TransportDecorator(
            layer.getIfAvailable(() -> TransportDecorator.PLAIN.layer()), answerLimit);
  }

  @Override
  public String kind() {
    return LocationSettings.ENGINE;
  }

  @Override
  public Host open(LocationSettings settings) {
    if (isOpenToAll(settings)) {
      LOG.warn(
          "location {}: {} is used without TLS, so that whoever sees or reaches it on the network"
              + " can take over its machine",
          settings.name(),
          settings.endpoint());
    }
    faults(settings).forEach(fault -> LOG.warn("location {}: {}", settings.name(), fault));
    DockerHost host = new DockerHost(settings, clock, line);
    opened.add(host);
    return host;
  }

  @Override
  public void close(Host host) {
    if (host instanceof DockerHost docker && opened.remove(docker)) {
      docker.close();
    }
  }

  @Override
  public List<String> faults(LocationSettings settings) {
    return settings
        .tlsDirectory()
        .map(directory -> TlsFiles.faults(directory, clock))
        .orElse(List.of())
        .stream()
        .map(fault -> "tlsDirectory: " + fault)
        .toList();
  }

  @Override
  public Stream<Worker> workers() {
    return opened.stream().flatMap(DockerHost::workers);
  }

  @Override
  public void destroy() {
    opened.forEach(this::close);
  }

  private static boolean isOpenToAll(LocationSettings settings) {
    return settings.endpoint().getScheme().equals("tcp")
        && settings.tlsDirectory().isEmpty()
        && !settings.isLocal();
  }
}
