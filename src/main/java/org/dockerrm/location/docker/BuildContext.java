package org.dockerrm.location.docker;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.dockerrm.location.HostException;
import org.dockerrm.location.HostException.Reason;
import org.dockerrm.location.IgnoreFile;
import org.dockerrm.location.IgnoreFile.Match;

/**
 * What an engine is sent of a directory to build an image from it: everything but what its {@code
 * .dockerignore} names. Links go as links; nothing outside the directory is read.
 */
final class BuildContext {

  /** Always sent: the engine needs the one, and drops both from the image as the other says. */
  private static final Set<String> NEEDED = Set.of("Dockerfile", IgnoreFile.NAME);

  private static final int PERMISSIONS = 07777;
  private static final int OWNER_RUNS = 0100;

  private final Path root;
  private final IgnoreFile ignored;
  private final boolean readOnly;

  private record Directory(Path path, Match match) {}

  private BuildContext(Path root, IgnoreFile ignored, boolean readOnly) {
    this.root = root;
    this.readOnly = readOnly;
    this.ignored = ignored;
  }

  /**
   * Reads the {@code .dockerignore} of a directory, whose path has no links left; one that Docker
   * refuses is refused.
   */
  static BuildContext of(Path directory, boolean readOnly) throws IOException {
    Path file = directory.resolve(IgnoreFile.NAME);
    String text = "";
    if (Files.isRegularFile(file) && file.toRealPath().startsWith(directory)) {
      if (Files.size(file) > IgnoreFile.MOST_BYTES) {
        throw refused("is larger than " + IgnoreFile.MOST_BYTES + " bytes");
      }
      text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
    IgnoreFile ignored = IgnoreFile.parse(text);
    if (!ignored.faults().isEmpty()) {
      IgnoreFile.Fault fault = ignored.faults().get(0);
      throw refused("line " + fault.line() + ": " + fault.message());
    }
    return new BuildContext(directory, ignored, readOnly);
  }

  private static HostException refused(String why) {
    return new HostException(Reason.REFUSED, IgnoreFile.NAME + " " + why + ".");
  }

  /** Writes it as a tar archive; ends when its thread is interrupted. */
  void write(OutputStream out) throws IOException {
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name())) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      tar.setAddPaxHeadersForNonAsciiNames(true);
      Deque<Directory> open = new ArrayDeque<>(List.of(new Directory(root, IgnoreFile.TOP)));
      while (!open.isEmpty()) {
        Directory next = open.removeFirst();
        for (Path child : children(next.path())) {
          add(tar, child, next.match(), open);
        }
      }
      if (readOnly) {
        addLinks(tar);
      }
    }
  }

  private static void addLinks(TarArchiveOutputStream tar) throws IOException {
    for (Map.Entry<String, String> each : ReadOnlyRoot.LINKS.entrySet()) {
      TarArchiveEntry link =
          new TarArchiveEntry(
              ReadOnlyRoot.DIRECTORY + "/" + each.getKey(), TarConstants.LF_SYMLINK);
      link.setLinkName(each.getValue());
      // The same each time, so that the engine knows the layer.
      link.setModTime(0);
      tar.putArchiveEntry(link);
      tar.closeArchiveEntry();
    }
  }

  private static List<Path> children(Path directory) throws IOException {
    try (Stream<Path> children = Files.list(directory)) {
      return children.sorted().toList();
    }
  }

  private void add(TarArchiveOutputStream tar, Path path, Match parent, Deque<Directory> open)
      throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new HostException(Reason.UNREACHABLE, "The build was interrupted.");
    }
    String name = root.relativize(path).toString();
    Match match = ignored.match(parent, name);
    boolean wanted = !match.ignored() || NEEDED.contains(name);
    boolean directory = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    if (wanted) {
      write(tar, path, name, directory);
    }
    if (directory && (wanted || ignored.hasExceptionIn(name))) {
      open.addLast(new Directory(path, match));
    }
  }

  private void write(TarArchiveOutputStream tar, Path path, String name, boolean directory)
      throws IOException {
    if (Files.isSymbolicLink(path)) {
      TarArchiveEntry link = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
      link.setLinkName(Files.readSymbolicLink(path).toString());
      put(tar, link, path);
      tar.closeArchiveEntry();
    } else if (directory) {
      put(tar, new TarArchiveEntry(name + "/"), path);
      tar.closeArchiveEntry();
    } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      TarArchiveEntry file = new TarArchiveEntry(name);
      byte[] more =
          readOnly && name.equals("Dockerfile")
              ? ReadOnlyRoot.INSTRUCTION.getBytes(StandardCharsets.UTF_8)
              : new byte[0];
      file.setSize(Files.size(path) + more.length);
      put(tar, file, path);
      Files.copy(path, tar);
      tar.write(more);
      tar.closeArchiveEntry();
    }
  }

  private static void put(TarArchiveOutputStream tar, TarArchiveEntry entry, Path path)
      throws IOException {
    int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    // As in a checkout without a umask: scripts run for users other than root, too.
    entry.setMode(mode & PERMISSIONS | ((mode & OWNER_RUNS) == 0 ? 0444 : 0555));
    entry.setModTime(Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS));
    tar.putArchiveEntry(entry);
  }
}
