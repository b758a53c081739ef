package org.dockerrm.location.docker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.dockerrm.location.ContainerExit;
import org.dockerrm.location.ContainerSpec;
import org.dockerrm.location.ContainerView;
import org.dockerrm.location.Creation;
import org.dockerrm.location.Inspection;
import org.dockerrm.location.ListedContainer;
import org.dockerrm.location.LogLine;
import org.dockerrm.location.Removal;
import org.dockerrm.location.Workloads;
import org.jspecify.annotations.Nullable;

/** The containers of one engine with their attachments, ends, logs and health checks. */
final class DockerWorkloads implements Workloads {

  private final DockerContainers containers;
  private final DockerAttachments attachments;
  private final DockerInspections inspections;
  private final DockerLogs logs;
  private final DockerChecks checks;
  private final DockerScripts scripts;

  DockerWorkloads(
      DockerContainers containers,
      DockerAttachments attachments,
      DockerInspections inspections,
      DockerLogs logs,
      DockerChecks checks,
      DockerScripts scripts) {
    this.containers = containers;
    this.attachments = attachments;
    this.inspections = inspections;
    this.logs = logs;
    this.checks = checks;
    this.scripts = scripts;
  }

  @Override
  public Creation create(ContainerSpec spec) {
    return containers.create(spec);
  }

  @Override
  public ContainerView start(String containerId) {
    ContainerView started = containers.start(containerId);
    scripts.seen(started);
    return started;
  }

  /** An engine has all of its containers in sight, or does not answer at all. */
  @Override
  public Inspection find(String idOrName) {
    return containers
        .find(idOrName)
        .<Inspection>map(Inspection.Present::new)
        .orElseGet(Inspection.Absent::new);
  }

  @Override
  public List<ListedContainer> own() {
    return containers.own();
  }

  @Override
  public List<String> names(String location) {
    return containers.names(location);
  }

  @Override
  public Optional<ContainerExit> ending(String containerId) {
    return inspections.ending(containerId);
  }

  @Override
  public Map<String, String> environment(String containerId) {
    return inspections.environment(containerId);
  }

  @Override
  public List<LogLine> log(String containerId, int lines) {
    return logs.last(containerId, lines);
  }

  @Override
  public CompletableFuture<Boolean> check(String containerId) {
    return checks.run(containerId);
  }

  @Override
  public void stop(String containerId, Duration grace) {
    containers.stop(containerId, grace);
  }

  @Override
  public void rename(String containerId, String name) {
    containers.rename(containerId, name);
  }

  @Override
  public Removal remove(String containerId) {
    return containers.remove(containerId);
  }

  @Override
  public void attach(String containerId, String networkId, @Nullable String address) {
    attachments.connect(containerId, networkId, address);
  }

  @Override
  public void detach(String containerId, String networkId) {
    attachments.disconnect(containerId, networkId);
  }
}
