package org.dockerrm.location.docker;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Looks whether images have a shell, through a container that is created, never started, and
 * removed in every case.
 */
final class DockerShells {

  /** Label of such containers. */
  static final String PROBE_LABEL = "dockerrm.image-probe";

  private static final String SHELL = "/bin/sh";

  /** A probe takes well under a second; one this much older was left by a manager that died. */
  private static final long LEFT_AFTER_SECONDS = 600;

  private final DockerClients clients;
  private final DockerCalls calls;

  DockerShells(DockerClients clients, DockerCalls calls) {
    this.clients = clients;
    this.calls = calls;
  }

  boolean hasShell(String image) {
    return calls.call("look into image " + DockerNames.shown(image), () -> look(image));
  }

  private boolean look(String image) {
    String probe =
        clients
            .control()
            .createContainerCmd(image)
            .withLabels(Map.of(PROBE_LABEL, SHELL))
            .withEntrypoint(SHELL)
            .withNetworkDisabled(true)
            .exec()
            .getId();
    try (InputStream file = clients.control().copyArchiveFromContainerCmd(probe, SHELL).exec()) {
      return file.read() >= 0;
    } catch (NotFoundException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      removeWith(probe);
    }
  }

  /** Not even an interrupt keeps it from being removed. */
  private void removeWith(String probe) {
    boolean interrupted = Thread.interrupted();
    try {
      List<Container> probes =
          clients
              .control()
              .listContainersCmd()
              .withShowAll(true)
              .withLabelFilter(List.of(PROBE_LABEL))
              // An image can carry any label; what was ever started is not one of these.
              .withStatusFilter(List.of("created"))
              .exec();
      long now =
          probes.stream()
              .filter(container -> container.getId().equals(probe))
              .map(Container::getCreated)
              .filter(Objects::nonNull)
              .findFirst()
              .orElse(0L);
      probes.stream()
          .filter(container -> container.getCreated() < now - LEFT_AFTER_SECONDS)
          .forEach(container -> remove(container.getId()));
    } finally {
      remove(probe);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void remove(String container) {
    try {
      clients
          .control()
          .removeContainerCmd(container)
          .withForce(true)
          .withRemoveVolumes(true)
          .exec();
    } catch (NotFoundException e) {
      // Somebody else has removed it.
    }
  }
}
