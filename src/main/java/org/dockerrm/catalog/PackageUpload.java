package org.dockerrm.catalog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An uploaded package (docs/reference/api.md, "Resource types").
 *
 * @param fileName the archive's name as the sender has it; where its files lie at its top and its
 *     descriptor names no type, the type is named after it
 * @param content the archive, a zip
 * @param resourceName the name that the sender expects, alone or as {@code resource::name::version}
 * @param resourceVersion the version that the sender expects
 * @param replace whether another package of the same type gives way
 */
public record PackageUpload(
    String fileName,
    Content content,
    Optional<String> resourceName,
    Optional<String> resourceVersion,
    boolean replace) {

  /** The bytes of an archive. */
  @FunctionalInterface
  public interface Content {

    /** Puts them into a file that does not exist yet; called once. */
    void writeTo(Path file) throws IOException;
  }
}
