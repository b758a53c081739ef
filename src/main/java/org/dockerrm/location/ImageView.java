package org.dockerrm.location;

import java.util.List;
import java.util.Map;

/**
 * An image on a host.
 *
 * @param id the image's full id
 * @param user the user its containers run as, as the image names it; empty for root
 * @param labels the labels it carries, those of the images it was made from included
 * @param bytes its size with the images it was made from
 * @param triggers the instructions that a build which begins with it carries out first
 */
public record ImageView(
    String id, String user, Map<String, String> labels, long bytes, List<String> triggers) {

  /** Copies the collections. */
  public ImageView {
    labels = Map.copyOf(labels);
    triggers = List.copyOf(triggers);
  }

  /** An image with those labels. */
  public ImageView(String id, String user, Map<String, String> labels) {
    this(id, user, labels, 0, List.of());
  }

  /** An image without labels. */
  public ImageView(String id, String user) {
    this(id, user, Map.of());
  }
}
