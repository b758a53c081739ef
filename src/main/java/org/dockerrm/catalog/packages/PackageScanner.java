package org.dockerrm.catalog.packages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.dockerrm.catalog.yaml.Quote;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds and reads the packages in the package directories. One that cannot be read stops none. */
final class PackageScanner {

  private static final Logger log = LoggerFactory.getLogger(PackageScanner.class);

  /** The directory that is never a package. */
  static final String BASE_IMAGE = "baseimage";

  private final Set<Path> seen = new HashSet<>();
  private final List<ResourcePackage> packages = new ArrayList<>();

  private final boolean allowRemoteSources;

  private PackageScanner(boolean allowRemoteSources) {
    this.allowRemoteSources = allowRemoteSources;
  }

  /**
   * All packages in these directories, in the order of the directories and then of names.
   *
   * @param allowRemoteSources whether their Dockerfiles may have the engine fetch files
   */
  static List<ResourcePackage> scan(List<Path> directories, boolean allowRemoteSources) {
    PackageScanner scanner = new PackageScanner(allowRemoteSources);
    directories.forEach(scanner::scan);
    return scanner.packages;
  }

  private void scan(Path directory) {
    if (!Files.isDirectory(directory)) {
      log.warn("package directory {} does not exist", shown(directory));
      return;
    }
    try (Stream<Path> children = Files.list(directory)) {
      children.sorted().forEach(this::take);
    } catch (IOException | UncheckedIOException e) {
      log.warn("package directory {} cannot be read: {}", shown(directory), shownReason(e));
    }
  }

  /** Whether what is in a package directory counts as a package. */
  static boolean isPackage(Path child) {
    String name = child.getFileName().toString();
    return !name.startsWith(".")
        && !name.equals(BASE_IMAGE)
        && Files.isDirectory(child)
        && PackageReader.isPackage(child);
  }

  private void take(Path child) {
    String name = child.getFileName().toString();
    if (isPackage(child)) {
      read(child).ifPresent(packages::add);
    } else if (isArchive(name) && !name.startsWith(".") && Files.isRegularFile(child)) {
      log.info("package archive {} is skipped; unpack it into a directory", shown(child));
    }
  }

  private Optional<ResourcePackage> read(Path directory) {
    try {
      return seen.add(directory.toRealPath())
          ? Optional.of(PackageReader.read(directory, allowRemoteSources))
          : Optional.empty();
    } catch (IOException e) {
      log.warn("package {} cannot be read: {}", shown(directory), shownReason(e));
    } catch (RuntimeException e) {
      log.error("package {} cannot be read", shown(directory), e);
    }
    return Optional.empty();
  }

  private static boolean isArchive(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".csar") || lower.endsWith(".zip");
  }

  private static String shown(Path path) {
    return Quote.oneLine(path.toString());
  }

  private static String shownReason(Exception e) {
    return Quote.oneLine(String.valueOf(e.getMessage()));
  }
}
