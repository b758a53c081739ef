package org.dockerrm.catalog.packages;

import jakarta.annotation.PostConstruct;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.dockerrm.catalog.TypeName;
import org.dockerrm.config.PackageSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * The packages that were uploaded, in {@code packages} of the data directory: {@code
 * <name>-<version>/<package>/}, the inner directory under the name that the package has. Whole
 * directories are renamed into their places; what is half done lies in {@code .staging}, and is
 * taken back or removed at the next start. Callers see to it that one change is made at a time.
 */
@Component
class PackageStore {

  private static final Logger log = LoggerFactory.getLogger(PackageStore.class);

  private static final String STAGING = ".staging";
  private static final String REPLACED = "replaced";

  private final Path configured;
  private Path root;

  PackageStore(@Value("${dockerrm.data-dir}") Path dataDirectory) {
    this.configured = dataDirectory.resolve("packages");
    this.root = configured;
  }

  /** Makes its directories and clears away what a crash has left. */
  @PostConstruct
  void open() throws IOException {
    Files.createDirectories(configured.resolve(STAGING));
    root = configured.toRealPath();
    Path replaced = staging().resolve(REPLACED);
    if (Files.isDirectory(replaced)) {
      for (Path old : children(replaced)) {
        takeBack(old);
      }
    }
    for (Path left : children(staging())) {
      discard(left);
    }
    Files.createDirectories(replaced);
  }

  /** The new package took its place, or the crash came just before. */
  private void takeBack(Path old) throws IOException {
    Path place = root.resolve(old.getFileName());
    if (Files.notExists(place)) {
      Files.move(old, place, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** The directories to look for packages in, sorted. */
  List<Path> directories() {
    try {
      return children(root).stream()
          .filter(child -> !child.getFileName().toString().startsWith("."))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a package, by its real path, was uploaded. */
  boolean owns(Path packageDirectory) {
    return packageDirectory.startsWith(root);
  }

  /** A new directory for what is not finished; to be given to {@link #discard} in the end. */
  Path newPlace() throws IOException {
    return Files.createDirectory(staging().resolve(UUID.randomUUID().toString()));
  }

  /**
   * Why there is no room for a package; empty where there is.
   *
   * @param packageDirectory where it is unpacked
   * @param home where it belongs; what is there now makes room for it
   */
  Optional<String> obstacle(Path packageDirectory, Path home, PackageSettings rules) {
    try {
      List<Path> others =
          directories().stream().filter(place -> !place.equals(home.getParent())).toList();
      if (others.size() >= rules.maxUploaded()) {
        return Optional.of(
            "one more package is over the limit of %d, with %d uploaded (packages.maxUploaded in config.yml)"
                .formatted(rules.maxUploaded(), others.size()));
      }
      long bytes = bytes(packageDirectory);
      for (Path other : others) {
        bytes += bytes(other);
      }
      return bytes <= rules.maxUploadedBytes()
          ? Optional.empty()
          : Optional.of(
              "all uploaded packages would have %d MiB together, and may have %d (packages.maxUploadedMiB in config.yml)"
                  .formatted(bytes >> 20, rules.maxUploadedBytes() >> 20));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An empty file and a directory count too. */
  private static long bytes(Path directory) throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        bytes += Math.max(Files.size(file), 1);
      }
    }
    return bytes;
  }

  /** Where a package that is unfinished belongs. */
  Path home(Path packageDirectory, TypeName type) {
    String place = type.name().toLowerCase(Locale.ROOT) + "-" + type.version();
    return root.resolve(place).resolve(packageDirectory.getFileName());
  }

  /**
   * Brings a package from an unfinished place to the one of its type, instead of the one there.
   *
   * @param packageDirectory the package, alone in its parent directory
   * @param home where it belongs
   */
  void land(Path packageDirectory, Path home) {
    Path place = home.getParent();
    Path old = staging().resolve(REPLACED).resolve(place.getFileName());
    try {
      if (Files.exists(place)) {
        Files.move(place, old, StandardCopyOption.ATOMIC_MOVE);
      }
      Files.move(packageDirectory.getParent(), place, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    discard(old);
  }

  /** Removes a package that was uploaded. */
  void remove(Path packageDirectory) {
    Path place = root.resolve(root.relativize(packageDirectory).getName(0));
    Path gone = staging().resolve(UUID.randomUUID().toString());
    try {
      Files.move(place, gone, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    discard(gone);
  }

  /** Removes what is not finished or not needed any more; what cannot go now goes at a start. */
  void discard(Path left) {
    try {
      FileSystemUtils.deleteRecursively(left);
    } catch (IOException e) {
      log.warn("{} cannot be removed now, the next start tries again: {}", left, e.toString());
    }
  }

  private Path staging() {
    return root.resolve(STAGING);
  }

  private static List<Path> children(Path directory) throws IOException {
    try (Stream<Path> children = Files.list(directory)) {
      return children.sorted().toList();
    }
  }
}
