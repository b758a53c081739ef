package org.dockerrm.location.docker;

import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.InternalServerErrorException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Looks whether images have a shell and the scripts of their packages, through a container that is
 * created, never started, and removed in every case.
 */
final class DockerImageFiles {

  /** Label of such containers; its value is the image. */
  static final String PROBE_LABEL = "dockerrm.image-probe";

  private static final String NAME_PREFIX = "dockerrm_image-probe-";

  private static final String SHELL = "/bin/sh";
  private static final String NAMED_BY_PACKAGE = ", which the package names as a script";
  private static final int MOST_LINKS = 40;
  private static final int EXECUTE = 0111;

  /** A probe takes well under a second; one this much older was left by a manager that died. */
  private static final long LEFT_AFTER_SECONDS = 600;

  private final DockerClients clients;
  private final DockerCalls calls;

  DockerImageFiles(DockerClients clients, DockerCalls calls) {
    this.clients = clients;
    this.calls = calls;
  }

  /** As in {@link org.dockerrm.location.ImageStore#obstacle}. */
  Optional<String> obstacle(String image, List<String> scripts) {
    return calls.call("look into image " + DockerNames.shown(image), () -> look(image, scripts));
  }

  private Optional<String> look(String image, List<String> scripts) {
    // Named here: when the answer to the creation is lost, the container can still be removed.
    String probe = NAME_PREFIX + UUID.randomUUID();
    try {
      create(probe, image);
      Optional<String> noShell =
          fault(probe, SHELL).map(fault -> fault + ", which scripts are started by");
      return noShell.or(
          () ->
              scripts.stream()
                  .map(script -> fault(probe, script).map(fault -> fault + NAMED_BY_PACKAGE))
                  .flatMap(Optional::stream)
                  .findFirst());
    } finally {
      removeWith(probe);
    }
  }

  private void create(String probe, String image) {
    try {
      clients
          .control()
          .createContainerCmd(image)
          .withName(probe)
          .withLabels(Map.of(PROBE_LABEL, image))
          .withEntrypoint(SHELL)
          .withNetworkDisabled(true)
          .exec();
    } catch (ConflictException e) {
      // The name is new, so the container is ours: the call was sent twice, since the first answer
      // was lost.
    }
  }

  /** Why the file of that path cannot be executed, whatever links lead to it. */
  private Optional<String> fault(String probe, String path) {
    String at = path;
    for (int links = 0; links <= MOST_LINKS; links++) {
      Optional<TarArchiveEntry> found = entry(probe, at);
      if (found.isEmpty()) {
        return Optional.of("has no " + DockerErrors.oneLine(path));
      }
      TarArchiveEntry entry = found.get();
      if (!entry.isSymbolicLink()) {
        return fault(entry, DockerErrors.oneLine(path));
      }
      String target = entry.getLinkName();
      at = target.startsWith("/") ? target : at.substring(0, at.lastIndexOf('/') + 1) + target;
    }
    return Optional.of("has " + DockerErrors.oneLine(path) + " as a link that leads to no file");
  }

  private static Optional<String> fault(TarArchiveEntry entry, String path) {
    if (!entry.isFile()) {
      return Optional.of("has " + path + " as something else than a file");
    }
    return (entry.getMode() & EXECUTE) == 0
        ? Optional.of("has " + path + " without the permission to execute it (chmod 755)")
        : Optional.empty();
  }

  private Optional<TarArchiveEntry> entry(String probe, String path) {
    // One resource: closed twice, an answer that is not read to its end fails.
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            clients.control().copyArchiveFromContainerCmd(probe, path).exec())) {
      return Optional.ofNullable(tar.getNextEntry());
    } catch (NotFoundException | BadRequestException e) {
      return Optional.empty();
    } catch (InternalServerErrorException e) {
      // Links that lead in a circle; the engine has no other answer for them.
      if (String.valueOf(e.getMessage()).contains("too many links")) {
        return Optional.empty();
      }
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
              .filter(container -> DockerNames.of(container).anyMatch(probe::equals))
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
      // It was removed meanwhile.
    }
  }
}
