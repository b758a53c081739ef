package org.dockerrm.location;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The images of a host. */
public interface ImageStore {

  /** The image that a reference ({@code name[:tag]} or id) stands for, if it is on this host. */
  Optional<ImageView> find(String reference);

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
  boolean remove(String reference);

  /**
   * The passwords and tokens that the host is sent to log in to registries; what it says may hold
   * them. Does not ask the host.
   */
  Set<String> secrets();
}
