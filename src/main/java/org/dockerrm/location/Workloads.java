package org.dockerrm.location;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The containers of a host. */
public interface Workloads {

  /**
   * Creates a container; hosts with {@link Ability#HOLDS_STOPPED} do not start it. A container of
   * that name with the same {@link Host#RESOURCE_ID_LABEL} is returned as it is.
   */
  Creation create(ContainerSpec spec);

  /** Starts a container and returns it as it runs; one that runs already is returned as it is. */
  ContainerView start(String containerId);

  /** Whether there is a container of that id or name, and how it is. */
  Inspection find(String idOrName);

  /** All containers, running or not, that bear {@link Host#RESOURCE_ID_LABEL}, in one call. */
  List<ListedContainer> own();

  /**
   * Names of the containers, running or not, whose {@link Host#LOCATION_LABEL} is that. One call,
   * however many there are.
   */
  List<String> names(String location);

  /**
   * How a container's main process ended; empty where the container is gone, runs, or is about to
   * be started again by the host itself.
   */
  Optional<ContainerExit> ending(String containerId);

  /** The environment that a container's main process was given; empty where it is gone. */
  Map<String, String> environment(String containerId);

  /**
   * The last lines that a container's main process wrote, running or not. Bounded in time and size:
   * of a line longer than 8 KiB its beginning, of all lines the last MiB.
   *
   * @param lines how many at most, from 1; where output came in pieces, the host may count those
   * @return the oldest first
   */
  List<LogLine> log(String containerId, int lines);

  /**
   * Runs the health check of a container once, now, beside its host's own.
   *
   * @return whether it succeeded, as soon as that is known; true where there is none. Ends with a
   *     {@link java.util.concurrent.TimeoutException} where the check takes longer than it may.
   */
  CompletableFuture<Boolean> check(String containerId);

  /**
   * Stops a container, which can be started again: asks, waits for the grace period, then kills.
   * Gone or stopped is success. Needs {@link Ability#HOLDS_STOPPED}.
   */
  void stop(String containerId, Duration grace);

  /**
   * Gives a container another name; one that has it already is left as it is. A name that another
   * container has is a {@link HostException.Reason#ALREADY_EXISTS}. Needs {@link
   * Ability#HOLDS_STOPPED}: what is renamed is set aside.
   */
  void rename(String containerId, String name);

  /** Removes a container, running or not, with its anonymous volumes. */
  Removal remove(String containerId);

  /**
   * Attaches a container to a network, at the given address if there is one. Needs {@link
   * Ability#ATTACHES}.
   */
  void attach(String containerId, String networkId, @Nullable String address);

  /**
   * Detaches a container from a network; a network or attachment that is gone is success. Needs
   * {@link Ability#ATTACHES}.
   */
  void detach(String containerId, String networkId);
}
