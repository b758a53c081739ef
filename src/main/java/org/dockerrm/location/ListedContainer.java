package org.dockerrm.location;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dockerrm.location.ContainerView.Attachment;

/**
 * A container as a host's list shows it: the data that one call returns for all of them.
 *
 * @param id full id
 * @param name name without the leading slash
 * @param running whether its main process runs
 * @param condition what its host's list says of it while it runs
 * @param ended whether its main process ended and the host will not restart it automatically
 * @param labels its labels
 * @param attachments its networks
 * @param createdAt when it was created, by the host's clock
 */
public record ListedContainer(
    String id,
    String name,
    boolean running,
    Condition condition,
    boolean ended,
    Map<String, String> labels,
    List<Attachment> attachments,
    Instant createdAt) {

  /** What a host's list says of a container that runs. */
  public enum Condition {
    /** Nothing worth telling, or not known. */
    PLAIN,
    /** Its health check succeeds. */
    HEALTHY,
    /** Its health check fails. */
    UNHEALTHY,
    /** Its processes are frozen. */
    PAUSED
  }

  /** Copies the collections. */
  public ListedContainer {
    labels = Map.copyOf(labels);
    attachments = List.copyOf(attachments);
  }

  /** The attachment to that network, by the network's id, in full or in short, or name. */
  public Optional<Attachment> attachmentTo(String network) {
    return attachments.stream().filter(attachment -> attachment.isTo(network)).findFirst();
  }
}
