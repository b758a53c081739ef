package org.dockerrm.location.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.RemoveContainerCmd;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.HostConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dockerrm.location.ContainerSpec;
import org.dockerrm.location.ContainerView;
import org.dockerrm.location.Creation;
import org.dockerrm.location.Host;
import org.dockerrm.location.HostException;
import org.dockerrm.location.HostException.Reason;
import org.dockerrm.location.ListedContainer;
import org.dockerrm.location.Removal;

/** The containers of one engine. */
final class DockerContainers {

  private static final int CONFLICT_TRIES = 10;
  private static final Duration REMOVAL_PATIENCE = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(100);

  /** The runtime itself, before it becomes the container's main process. */
  private static final Pattern RUNTIME = Pattern.compile("(runc|/proc/self/exe) init$");

  private final DockerClients clients;
  private final DockerCalls calls;
  private final DockerNetworks networks;

  DockerContainers(DockerClients clients, DockerCalls calls, DockerNetworks networks) {
    this.clients = clients;
    this.calls = calls;
    this.networks = networks;
  }

  Optional<ContainerView> find(String reference) {
    if (!DockerNames.isObject(reference)) {
      return Optional.empty();
    }
    String doing = "look at container " + DockerNames.shown(reference);
    return calls
        .call(
            doing,
            () -> {
              try {
                return Optional.of(
                    DockerViews.container(clients.control().inspectContainerCmd(reference).exec()));
              } catch (NotFoundException e) {
                return Optional.<ContainerView>empty();
              }
            })
        .filter(view -> DockerNames.means(reference, view.id(), view.name()));
  }

  ContainerView require(String reference) {
    return find(reference)
        .orElseThrow(
            () ->
                new HostException(
                    Reason.NOT_FOUND,
                    "There is no container " + DockerNames.shown(reference) + "."));
  }

  List<ListedContainer> own() {
    return calls.call(
        "list containers",
        () ->
            clients
                .control()
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of(Host.RESOURCE_ID_LABEL))
                .exec()
                .stream()
                .map(DockerViews::listed)
                .toList());
  }

  List<String> names(String location) {
    return calls
        .call(
            "list containers",
            () ->
                clients
                    .control()
                    .listContainersCmd()
                    .withShowAll(true)
                    .withLabelFilter(Map.of(Host.LOCATION_LABEL, location))
                    .exec())
        .stream()
        .flatMap(DockerNames::of)
        .toList();
  }

  Creation create(ContainerSpec spec) {
    DockerNetworks.StartNetwork network = networks.startNetwork(spec.network());
    String doing = "create container " + spec.name();
    return calls.call(
        doing,
        () -> {
          try (CreateContainerCmd command = command(spec, network)) {
            return new Creation.Held(require(command.exec().getId()));
          } catch (ConflictException e) {
            return adopt(spec, calls.errors().translate(doing, e));
          }
        });
  }

  private CreateContainerCmd command(ContainerSpec spec, DockerNetworks.StartNetwork network) {
    CreateContainerCmd command =
        clients
            .control()
            .createContainerCmd(spec.image())
            .withName(spec.name())
            .withHostConfig(HostConfig.newHostConfig().withNetworkMode(network.mode()))
            .withLabels(spec.labels());
    DockerOptions.apply(spec, command);
    if (!network.isHost() && !spec.hostname().isEmpty()) {
      command.withHostName(spec.hostname());
    }
    String address = spec.address();
    if (address != null && !address.isEmpty()) {
      command.withIpv4Address(address);
    }
    return command;
  }

  private Creation adopt(ContainerSpec spec, HostException conflict) {
    for (int tried = 0; tried < CONFLICT_TRIES; tried++) {
      Optional<ContainerView> existing = find(spec.name());
      if (existing.isPresent()) {
        return existing
            .filter(view -> isOwn(spec, view))
            .<Creation>map(Creation.Held::new)
            .orElseGet(
                () ->
                    new Creation.Foreign(conflict.getMessage() + " It belongs to another owner."));
      }
      // The name is taken before the container can be seen, and freed after it has gone.
      Pause.sleep(PAUSE);
    }
    throw new HostException(Reason.BUSY, conflict.getMessage(), conflict);
  }

  private static boolean isOwn(ContainerSpec spec, ContainerView view) {
    String id = spec.labels().get(Host.RESOURCE_ID_LABEL);
    return id != null && Objects.equals(id, view.labels().get(Host.RESOURCE_ID_LABEL));
  }

  ContainerView start(String id) {
    String doing = "start container " + DockerNames.shown(id);
    checkReference(doing, id);
    ContainerView view = started(doing, id);
    if (view.wasKilled()) {
      // An engine that goes down ends what it is just starting.
      view = started(doing, id);
    }
    if (!view.running()) {
      throw new HostException(
          Reason.REFUSED,
          "Cannot " + doing + ": it ended at once with exit code " + view.exitCode() + ".");
    }
    return view;
  }

  /**
   * Starts a container again whose main process never began: an engine that goes down in the middle
   * of a start leaves the runtime waiting in its place, and takes that for a running container.
   *
   * @return whether it was one
   */
  boolean restartIfNeverBegun(String id) {
    String doing = "start container " + DockerNames.shown(id) + " again";
    String[][] processes =
        calls.call(doing, () -> clients.control().topContainerCmd(id).exec().getProcesses());
    if (processes.length == 0
        || !Arrays.stream(processes)
            .allMatch(process -> RUNTIME.matcher(String.join(" ", process)).find())) {
      return false;
    }
    calls.run(doing, () -> clients.control().restartContainerCmd(id).withTimeout(0).exec());
    return true;
  }

  private ContainerView started(String doing, String id) {
    calls.run(
        doing,
        () -> {
          try {
            clients.control().startContainerCmd(id).exec();
          } catch (NotModifiedException e) {
            // It runs already.
          }
        });
    return require(id);
  }

  void stop(String id, Duration grace) {
    String doing = "stop container " + DockerNames.shown(id);
    checkReference(doing, id);
    Duration limit = grace.plus(clients.answerLimit());
    calls.call(
        doing,
        limit,
        () -> {
          // A client of its own, because the answer comes only when the grace period is over.
          try (DockerClient client = clients.patient(limit)) {
            client.stopContainerCmd(id).withTimeout(Math.toIntExact(grace.toSeconds())).exec();
          } catch (NotFoundException | NotModifiedException e) {
            // It is gone, or stopped already.
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return Boolean.TRUE;
        });
  }

  void rename(String id, String name) {
    String doing = "rename container " + DockerNames.shown(id);
    checkReference(doing, id);
    if (find(id).filter(container -> container.name().equals(name)).isPresent()) {
      return;
    }
    calls.call(
        doing,
        () -> {
          clients.control().renameContainerCmd(id).withName(name).exec();
          return Boolean.TRUE;
        });
  }

  Removal remove(String id) {
    String doing = "remove container " + DockerNames.shown(id);
    checkReference(doing, id);
    Optional<HostException> conflict =
        calls.call(
            doing,
            () -> {
              try (RemoveContainerCmd command = clients.control().removeContainerCmd(id)) {
                command.withForce(true).withRemoveVolumes(true).exec();
              } catch (NotFoundException e) {
                // It is gone.
              } catch (ConflictException e) {
                return Optional.of(calls.errors().translate(doing, e));
              }
              return Optional.empty();
            });
    return conflict.map(refusal -> awaitRemoval(id, refusal)).orElseGet(Removal.Gone::new);
  }

  private Removal awaitRemoval(String id, HostException conflict) {
    if (conflict.reason() != Reason.BUSY) {
      throw conflict;
    }
    long tries = REMOVAL_PATIENCE.dividedBy(PAUSE);
    for (long tried = 0; tried < tries; tried++) {
      if (find(id).isEmpty()) {
        return new Removal.Gone();
      }
      Pause.sleep(PAUSE);
    }
    return new Removal.Going(String.valueOf(conflict.getMessage()));
  }

  private static void checkReference(String doing, String reference) {
    if (!DockerNames.isObject(reference)) {
      throw new HostException(
          Reason.NOT_FOUND,
          DockerErrors.oneLine("Cannot " + doing + ": no container has such a name."));
    }
  }
}
