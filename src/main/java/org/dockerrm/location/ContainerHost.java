package org.dockerrm.location;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.dockerrm.location.ScriptCall.ParameterFile;
import org.jspecify.annotations.Nullable;

/**
 * A place where containers run. Every call may be repeated: what is already as asked for is left as
 * it is. All calls throw {@link HostException}.
 */
public interface ContainerHost {

  /** Label that names the resource instance an object was made for. */
  String RESOURCE_ID_LABEL = "dockerrm.resource-id";

  /** Label that names the resource type of that instance. */
  String RESOURCE_TYPE_LABEL = "dockerrm.resource-type";

  /** Label that names the deployment location of that instance. */
  String LOCATION_LABEL = "dockerrm.location";

  /** Label that names the manager, by its inventory, that made the object. */
  String MANAGER_ID_LABEL = "dockerrm.manager-id";

  /** Label that names the request which made the object. */
  String REQUEST_ID_LABEL = "dockerrm.request-id";

  /**
   * Why what happens on this host is not seen now; empty while it is watched, and before it is.
   * Does not ask the host.
   */
  default Optional<String> outOfSight() {
    return Optional.empty();
  }

  /**
   * The passwords and tokens that this host is sent to log in to registries; what it says may hold
   * them.
   */
  default Set<String> secrets() {
    return Set.of();
  }

  /** The image that a reference ({@code name[:tag]} or id) stands for, if it is on this host. */
  Optional<ImageView> image(String reference);

  /**
   * Builds an image from a directory with a Dockerfile; returns when it is done. An image that is
   * too large or lacks its scripts, or a shell for them, is refused and gets no tags. Interrupting
   * the caller ends the build on the host too.
   *
   * @return the image's id
   */
  String build(ImageBuild build, ImageProgress progress);

  /**
   * Fetches an image from its registry; returns when it is here. Interrupting the caller ends it.
   *
   * @param reference {@code name[:tag]} or {@code name@digest}; without either the tag is latest
   * @return the image's id
   */
  String pull(String reference, ImageProgress progress);

  /**
   * Why scripts cannot be run in containers of an image: it lacks the {@code /bin/sh} that they are
   * started by, or one of them. The image is looked into; nothing of it is started.
   *
   * @param image by id or reference
   * @param scripts absolute paths
   * @return what follows "the image", such as {@code has no /bin/sh, ...}; empty where nothing is
   *     in the way
   */
  Optional<String> obstacle(String image, List<String> scripts);

  /**
   * Removes an image's reference, and the image where that was its last one; an id removes an image
   * that has no reference. Gone is success; what containers were made from stays.
   *
   * @return whether it is gone
   */
  boolean removeImage(String reference);

  /**
   * Creates a container without starting it. A container of that name with the same {@link
   * #RESOURCE_ID_LABEL} is returned as it is; one without belongs to another owner and is a {@link
   * HostException.Reason#ALREADY_EXISTS}.
   */
  ContainerView create(ContainerSpec spec);

  /** Starts a container and returns it as it runs; one that runs already is returned as it is. */
  ContainerView start(String containerId);

  /** The container with that id or name. */
  Optional<ContainerView> container(String idOrName);

  /** All containers, running or not, that bear {@link #RESOURCE_ID_LABEL}, in one call. */
  List<ListedContainer> ownContainers();

  /**
   * How a container's main process ended; empty where the container is gone, runs, or is about to
   * be started again by the host itself.
   */
  Optional<ContainerExit> ending(String containerId);

  /** The environment that a container's main process was given; empty where it is gone. */
  Map<String, String> environment(String containerId);

  /**
   * Names of the containers, running or not, whose {@link #LOCATION_LABEL} is that. One call,
   * however many there are.
   */
  List<String> containerNames(String location);

  /**
   * Stops a container: asks, waits for the grace period, then kills. Gone or stopped is success.
   */
  void stop(String containerId, Duration grace);

  /**
   * Gives a container another name; one that has it already is left as it is. A name that another
   * container has is a {@link HostException.Reason#ALREADY_EXISTS}.
   */
  void rename(String containerId, String name);

  /** Removes a container, running or not, with its anonymous volumes. Gone is success. */
  void remove(String containerId);

  /**
   * Starts a script in a running container and does not wait for it. Calling again with the same
   * {@link ScriptCall#runId} never runs the script twice: the call joins the earlier run and
   * delivers its result.
   *
   * @return completed with the result when the script has ended; completed exceptionally with a
   *     {@link HostException} when the host was lost from sight meanwhile (call again to join)
   */
  CompletableFuture<ScriptResult> run(ScriptCall call);

  /**
   * Runs the health check of a container once, now, beside its host's own.
   *
   * @return whether it succeeded, as soon as that is known; true where there is none. Ends with a
   *     {@link java.util.concurrent.TimeoutException} where the check takes longer than it may.
   */
  CompletableFuture<Boolean> check(String containerId);

  /**
   * Ends a script that is under way, and the processes of its group: asks them, and kills what is
   * left after five seconds. A script that has ended, a container that is gone or does not run:
   * success.
   *
   * @param file the properties file that it was run with
   * @return what it wrote until then, and the properties file; its exit code means nothing. Empty
   *     where it never began or its container does not run
   */
  Optional<ScriptResult.Finished> stopScript(String containerId, String runId, ParameterFile file);

  /**
   * What a script has written so far, whether or not it has ended. Bounded in time and size.
   *
   * @param file the properties file that it was run with
   * @param from how many bytes of its output are known already
   * @return empty where its container does not run, or what it tells is incomplete
   */
  Optional<ScriptProgress> scriptProgress(
      String containerId, String runId, ParameterFile file, long from);

  /**
   * The last lines that a container's main process wrote, running or not. Bounded in time and size:
   * of a line longer than 8 KiB its beginning, of all lines the last MiB.
   *
   * @param lines how many at most, from 1; where output came in pieces, the host may count those
   * @return the oldest first
   */
  List<LogLine> log(String containerId, int lines);

  /** All networks of the host. */
  List<NetworkView> networks();

  /** The network with that id or name; with several of one name, the first that the host names. */
  Optional<NetworkView> network(String idOrName);

  /**
   * Creates a network. A network of that name with the same {@link #RESOURCE_ID_LABEL} is returned
   * as it is.
   */
  NetworkView create(NetworkSpec spec);

  /** Removes a network; gone is success, one with attached containers is refused by name. */
  void removeNetwork(String networkId);

  /** All volumes that bear {@link #RESOURCE_ID_LABEL}, in one call. */
  List<VolumeView> ownVolumes();

  /** The volume of that exact name. */
  Optional<VolumeView> volume(String name);

  /**
   * Creates a volume. A volume of that name with the same {@link #RESOURCE_ID_LABEL} is returned as
   * it is; one without belongs to another owner and is a {@link
   * HostException.Reason#ALREADY_EXISTS}.
   */
  VolumeView create(VolumeSpec spec);

  /** Removes a volume; gone is success, one that containers use is refused by their names. */
  void removeVolume(String name);

  /** Attaches a container to a network, at the given address if there is one. */
  void connect(String containerId, String networkId, @Nullable String address);

  /** Detaches a container from a network; a network or attachment that is gone is success. */
  void disconnect(String containerId, String networkId);

  /**
   * Follows what happens on the host until closed: reconnects automatically, and informs the
   * watcher after every (re)connection that it may have missed something.
   *
   * @param interval how often the watcher is reminded to look for itself while there is a
   *     connection
   */
  AutoCloseable watch(HostWatcher watcher, Duration interval);

  /** How many processors the host has; asked once. */
  int processors();

  /** Whether the host answers now; the reason if it does not. */
  Optional<String> unreachable();

  /** What can be seen of the host now, in about two seconds; never throws. */
  HostStatus look();
}
