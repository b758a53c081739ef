package org.dockerrm.location;

import java.time.Duration;
import java.util.Optional;

/**
 * A place where workloads run, of whatever kind. Every call may be repeated: what is already as
 * asked for is left as it is. All calls throw {@link HostException}; a part or call that the kind
 * of host does not offer ends with {@link HostException.Reason#UNSUPPORTED} and changes nothing.
 */
public interface Host {

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

  /** What this host can do; constant. Does not ask the host. */
  Traits traits();

  /** The containers of instances. */
  Workloads workloads();

  /** The scripts in them. */
  ScriptRunner scripts();

  /** The images that they are made from. */
  ImageStore images();

  /** Its networks; empty where it has none of its own. */
  Optional<Networks> networks();

  /** Its named volumes; empty where it has none. */
  Optional<Volumes> volumes();

  /** Its networks, for what cannot be done without. */
  default Networks requireNetworks() {
    return networks().orElseThrow(() -> traits().unsupported(Ability.NETWORKS));
  }

  /** Its named volumes, for what cannot be done without. */
  default Volumes requireVolumes() {
    return volumes().orElseThrow(() -> traits().unsupported(Ability.VOLUMES));
  }

  /**
   * Follows what happens on the host until closed: reconnects automatically, and informs the
   * watcher after every (re)connection that it may have missed something.
   *
   * @param interval how often the watcher is reminded to look for itself while there is a
   *     connection
   */
  AutoCloseable watch(HostWatcher watcher, Duration interval);

  /**
   * Why what happens on this host is not seen now; empty while it is watched, and before it is.
   * Does not ask the host.
   */
  Optional<String> outOfSight();

  /** How many processors the host has; asked once. */
  int processors();

  /** Whether the host answers now; the reason if it does not. */
  Optional<String> unreachable();

  /** What can be seen of the host now, in about two seconds; never throws. */
  HostStatus look();
}
