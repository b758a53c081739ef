package org.dockerrm.catalog.image;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.dockerrm.catalog.TypeName;

/**
 * A package that needs an image.
 *
 * @param type its type
 * @param hash the hash of its content
 * @param directory what the image is built from
 * @param buildable whether it has a Dockerfile
 * @param bases the images that it begins with, as far as they are known
 * @param scripts absolute paths of the scripts that the image must have
 * @param ready the reference of the ready-made image it names; empty where it has none
 * @param secrets passwords that are written in the package; its build may print them
 * @param readOnly whether containers of it may have a read-only root file system
 * @param alone whether there is no other version of the type; with several, it is unknown to which
 *     of them an image {@code latest} that was built by hand belongs
 */
public record ImageNeed(
    TypeName type,
    String hash,
    Path directory,
    boolean buildable,
    List<String> bases,
    List<String> scripts,
    String ready,
    Set<String> secrets,
    boolean readOnly,
    boolean alone) {

  /** Label with the type of the package that an image was built from. */
  public static final String TYPE_LABEL = "dockerrm.package";

  /** Label with the hash of the package that an image was built from. */
  public static final String HASH_LABEL = "dockerrm.package-hash";

  /** Label of the base image with the hash of its content; images built from it inherit that. */
  static final String BASE_HASH_LABEL = "dockerrm.baseimage-hash";

  /** Copies the lists. */
  public ImageNeed {
    bases = List.copyOf(bases);
    scripts = List.copyOf(scripts);
    secrets = Set.copyOf(secrets);
  }

  /** Whether its image begins with {@link ImageNames#BASE}. */
  boolean onBaseImage() {
    return bases.contains(ImageNames.BASE) || bases.contains(ImageNames.BASE + ":latest");
  }

  /** The names of an image that is built for it. */
  ImageNames names() {
    return ImageNames.of(type);
  }

  /** Whether its image comes ready-made, and is pulled where it is missing. */
  boolean isReadyMade() {
    return !ready.isEmpty();
  }

  /** The reference to run from unless something better is found. */
  public String reference() {
    return isReadyMade() ? ready : names().versioned();
  }

  /** The references that its image may have, the best one first. */
  List<String> references() {
    if (isReadyMade()) {
      return List.of(ready);
    }
    return alone ? names().all() : List.of(names().versioned());
  }

  /** The references to look for on a location. */
  Set<String> lookedFor() {
    Set<String> all = new TreeSet<>(references());
    if (onBaseImage()) {
      all.add(ImageNames.BASE);
    }
    return all;
  }

  /** The labels of an image that is built for it. */
  Map<String, String> labels() {
    return Map.of(TYPE_LABEL, type.toString(), HASH_LABEL, hash);
  }
}
