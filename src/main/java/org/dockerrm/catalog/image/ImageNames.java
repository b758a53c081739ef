package org.dockerrm.catalog.image;

import java.util.List;
import java.util.Locale;
import org.dockerrm.catalog.TypeName;

/**
 * The references of a type's image (docs/reference/packages.md, "Image").
 *
 * @param versioned {@code dockerrm_<name>:<version>}
 * @param latest {@code dockerrm_<name>:latest}, what a build by hand makes
 */
public record ImageNames(String versioned, String latest) {

  /** The image that packages begin with. */
  public static final String BASE = "dockerrm_baseimage";

  /** The references for a type; container engines take only lower case. */
  public static ImageNames of(TypeName type) {
    String image = "dockerrm_" + type.name().toLowerCase(Locale.ROOT);
    return new ImageNames(image + ":" + type.version(), image + ":latest");
  }

  /** Both, the one that is better to use first. */
  List<String> all() {
    return List.of(versioned, latest);
  }
}
