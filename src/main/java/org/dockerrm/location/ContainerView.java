package org.dockerrm.location;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A container as its host shows it.
 *
 * @param id full id
 * @param name name without the leading slash
 * @param running whether its main process runs
 * @param paused whether its processes are frozen
 * @param restarting whether the host is about to restart it automatically
 * @param restarts whether the host does so when it ends, by its restart policy
 * @param startedAt when its main process was started last, by the host's clock; the epoch for never
 * @param exitCode exit code of the main process if it has ended
 * @param hostname host name inside
 * @param user the user its processes run as, as configured; empty for root
 * @param labels its labels
 * @param attachments its networks
 * @param stopTimeout how long its main process may take to end; null where it says nothing of it
 * @param health how well it is
 */
public record ContainerView(
    String id,
    String name,
    boolean running,
    boolean paused,
    boolean restarting,
    boolean restarts,
    Instant startedAt,
    int exitCode,
    String hostname,
    String user,
    Map<String, String> labels,
    List<Attachment> attachments,
    @Nullable Duration stopTimeout,
    Health health) {

  private static final int KILLED = 137;

  /** Copies the collections. */
  public ContainerView {
    labels = Map.copyOf(labels);
    attachments = List.copyOf(attachments);
  }

  /** Whether its main process was ended from outside, by SIGKILL. */
  public boolean wasKilled() {
    return !running && exitCode == KILLED;
  }

  /** The attachment to that network, by the network's id, in full or in short, or name. */
  public Optional<Attachment> attachmentTo(String network) {
    return attachments.stream().filter(attachment -> attachment.isTo(network)).findFirst();
  }

  /**
   * A container's place on a network.
   *
   * @param networkId the network's full id; empty where the host does not report it before the
   *     start
   * @param networkName the network's name
   * @param address IPv4 address, empty while the container does not run or has none of its own
   * @param gateway the network's gateway, may be empty
   */
  public record Attachment(String networkId, String networkName, String address, String gateway) {

    /** What people copy from the engine's own lists. */
    private static final int SHORT_ID = 12;

    /** Whether it is to that network, named by its id, in full or in short, or by its name. */
    public boolean isTo(String network) {
      return networkId.equals(network)
          || networkName.equals(network)
          || network.length() >= SHORT_ID && networkId.startsWith(network);
    }
  }
}
