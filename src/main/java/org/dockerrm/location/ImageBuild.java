package org.dockerrm.location;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * An image to be built.
 *
 * @param directory the build context, with a {@code Dockerfile} in it
 * @param tags references the image gets, at least one
 * @param labels labels the image gets
 */
public record ImageBuild(Path directory, List<String> tags, Map<String, String> labels) {

  /** Copies the collections. */
  public ImageBuild {
    tags = List.copyOf(tags);
    labels = Map.copyOf(labels);
  }
}
