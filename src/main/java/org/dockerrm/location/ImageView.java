package org.dockerrm.location;

import java.util.Map;

/**
 * An image on a host.
 *
 * @param id the image's full id
 * @param user the user its containers run as, as the image names it; empty for root
 * @param labels the labels it carries, those of the images it was made from included
 */
public record ImageView(String id, String user, Map<String, String> labels) {

  /** Copies the labels. */
  public ImageView {
    labels = Map.copyOf(labels);
  }

  /** An image without labels. */
  public ImageView(String id, String user) {
    this(id, user, Map.of());
  }
}
