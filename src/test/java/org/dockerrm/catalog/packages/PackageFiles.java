package org.dockerrm.catalog.packages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes small packages for tests. */
final class PackageFiles {

  static final String DESCRIPTOR =
      """
      name: resource::%s::1.0
      properties:
        a: {default: x}
      lifecycle:
        - Install
        - Start
      operations:
        reload: {}
      """;

  static final String DOCKERFILE =
      """
      FROM debian:bookworm-slim
      ADD lifecycle /opt/lifecycle
      ADD operations /opt/lifecycle
      """;

  private final Path directory;

  private PackageFiles(Path directory) {
    this.directory = directory;
  }

  /** An empty package. */
  static PackageFiles in(Path directory) {
    return new PackageFiles(directory);
  }

  /** A package without a fault, of type {@code resource::<name>::1.0}. */
  static PackageFiles complete(Path directory, String name) {
    return in(directory)
        .with("resource.yml", DESCRIPTOR.formatted(name))
        .with("Dockerfile", DOCKERFILE)
        .with(
            "lifecycle/lifecycle.yaml",
            """
            ---
            version: 1
            lifecycle:
              install: /opt/lifecycle/install.sh
              START: /opt/lifecycle/start.sh
            """)
        .with("lifecycle/install.sh", "#!/bin/sh\n")
        .with("lifecycle/start.sh", "#!/bin/sh\n")
        .with(
            "operations/operations.yaml",
            "version: 1\noperations:\n  reload: /opt/lifecycle/reload.sh\n")
        .with("operations/reload.sh", "#!/bin/sh\n");
  }

  PackageFiles with(String file, String text) {
    try {
      Path path = directory.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  PackageFiles without(String file) {
    try {
      Files.delete(directory.resolve(file));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  PackageFiles link(String file, Path target) {
    try {
      Path path = directory.resolve(file);
      Files.createDirectories(path.getParent());
      Files.createSymbolicLink(path, target);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path directory() {
    return directory;
  }
}
