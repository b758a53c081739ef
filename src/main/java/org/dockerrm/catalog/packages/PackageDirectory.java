package org.dockerrm.catalog.packages;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.dockerrm.catalog.yaml.Findings;
import org.dockerrm.catalog.yaml.Quote;

/** A package's directory; what links lead to outside of it is never read. */
final class PackageDirectory {

  private final Path root;

  /** The directory; its path must have no links left. */
  PackageDirectory(Path root) {
    this.root = root;
  }

  /**
   * The file of that path relative to the package. A file that may not be read, such as a link out
   * of the package, is reported as an error and counts as missing.
   */
  Optional<Path> file(String relative, Findings findings) {
    Path path = root.resolve(relative);
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      Path real = path.toRealPath();
      if (!real.startsWith(root)) {
        findings.in(relative).error(0, "is a link that leads out of the package");
      } else if (!Files.isRegularFile(real)) {
        findings.in(relative).error(0, "is not a file");
      } else {
        return Optional.of(real);
      }
    } catch (IOException e) {
      findings.in(relative).error(0, "cannot be read: " + reason(e));
    }
    return Optional.empty();
  }

  /**
   * The content of the file of that path, as in {@link #file}.
   *
   * @param limit bytes beyond this and one more are left out
   */
  Optional<byte[]> read(String relative, int limit, Findings findings) {
    Optional<Path> file = file(relative, findings);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file.get())) {
      return Optional.of(in.readNBytes(limit + 1));
    } catch (IOException e) {
      findings.in(relative).error(0, "cannot be read: " + reason(e));
      return Optional.empty();
    }
  }

  /** What is at that path relative to the package. */
  Kind kind(Path relative) {
    try {
      Path real = root.resolve(relative).toRealPath();
      if (!real.startsWith(root)) {
        return Kind.NOTHING;
      }
      return Files.isDirectory(real) ? Kind.DIRECTORY : Kind.FILE;
    } catch (IOException e) {
      return Kind.NOTHING;
    }
  }

  /** The directory itself. */
  Path root() {
    return root;
  }

  /** Why a file could not be read, fit for a message. */
  static String reason(IOException e) {
    if (e instanceof FileSystemException failure) {
      String reason = failure.getReason();
      String kind = e.getClass().getSimpleName().replace("Exception", "");
      return Quote.oneLine(reason == null ? kind : kind + ", " + reason);
    }
    return Quote.oneLine(String.valueOf(e.getMessage()));
  }

  /** What a path leads to. */
  enum Kind {
    DIRECTORY,
    FILE,
    /** Nothing, or nothing of the package's. */
    NOTHING
  }
}
