package org.dockerrm.location;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An image to be built.
 *
 * @param directory the build context, with a {@code Dockerfile} in it
 * @param tags references the image gets, at least one
 * @param labels labels the image gets
 * @param scripts absolute paths of the scripts that the image must have
 * @param network the network of the build's commands; empty for the engine's default
 * @param mostBytes how large the image may be; 0 for any size
 * @param readOnly whether containers of it may be unable to change their files, so that it gets
 *     what scripts expect there
 */
public record ImageBuild(
    Path directory,
    List<String> tags,
    Map<String, String> labels,
    List<String> scripts,
    Optional<String> network,
    long mostBytes,
    boolean readOnly) {

  /** Copies the collections. */
  public ImageBuild {
    tags = List.copyOf(tags);
    labels = Map.copyOf(labels);
    scripts = List.copyOf(scripts);
  }

  /** An image of any size that needs no scripts. */
  public ImageBuild(Path directory, List<String> tags, Map<String, String> labels) {
    this(directory, tags, labels, List.of(), Optional.empty(), 0, false);
  }
}
