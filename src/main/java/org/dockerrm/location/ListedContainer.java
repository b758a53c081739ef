package org.dockerrm.location;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dockerrm.location.ContainerView.Attachment;

/**
 * A container as a host's list shows it: what one call tells of all of them.
 *
 * @param id full id
 * @param name name without the leading slash
 * @param running whether its main process runs
 * @param ended whether its main process ended and the host will not start it again by itself
 * @param labels its labels
 * @param attachments its networks
 * @param createdAt when it was created, by the host's clock
 */
public record ListedContainer(
    String id,
    String name,
    boolean running,
    boolean ended,
    Map<String, String> labels,
    List<Attachment> attachments,
    Instant createdAt) {

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
