package org.dockerrm.catalog.image;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dockerrm.catalog.TypeName;

/**
 * A package that needs an image.
 *
 * @param type its type
 * @param hash the hash of its content
 * @param directory what the image is built from
 * @param buildable whether it has a Dockerfile
 * @param onBaseImage whether that begins with {@link ImageNames#BASE}
 * @param alone whether there is no other version of the type; nobody can tell which one an image
 *     {@code latest} that was built by hand is
 */
public record ImageNeed(
    TypeName type,
    String hash,
    Path directory,
    boolean buildable,
    boolean onBaseImage,
    boolean alone) {

  /** Label with the type of the package that an image was built from. */
  public static final String TYPE_LABEL = "dockerrm.package";

  /** Label with the hash of the package that an image was built from. */
  public static final String HASH_LABEL = "dockerrm.package-hash";

  /** Its image's references. */
  public ImageNames names() {
    return ImageNames.of(type);
  }

  /** The references that its image may have, the best one first. */
  List<String> references() {
    return alone ? names().all() : List.of(names().versioned());
  }

  /** The labels of an image that is built for it. */
  Map<String, String> labels() {
    return Map.of(TYPE_LABEL, type.toString(), HASH_LABEL, hash);
  }
}
