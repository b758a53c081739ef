package org.dockerrm.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A package's directory as the archive that the manager takes. */
final class PackageArchive {

  private static final int MOST_ENTRIES = 10_000;
  private static final int MOST_FINDINGS = 200;

  private PackageArchive() {}

  /** Writes the directory's files into a temporary archive, their names relative to it. */
  static Path of(Path directory) throws IOException {
    List<Path> entries = entries(directory);
    Path archive = Files.createTempFile("dockerrm-", ".zip");
    archive.toFile().deleteOnExit();
    try (OutputStream file = Files.newOutputStream(archive);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      for (Path entry : entries) {
        boolean isDirectory = Files.isDirectory(entry);
        String name = directory.relativize(entry).toString().replace('\\', '/');
        zip.putNextEntry(new ZipEntry(isDirectory ? name + "/" : name));
        if (!isDirectory) {
          Files.copy(entry, zip);
        }
        zip.closeEntry();
      }
    }
    return archive;
  }

  private static List<Path> entries(Path directory) throws IOException {
    List<Path> entries = new ArrayList<>();
    List<String> findings = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(directory)) {
      for (Path path : (Iterable<Path>) walk.skip(1)::iterator) {
        boolean plain =
            Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                || Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
        if (!plain && findings.size() < MOST_FINDINGS) {
          findings.add(
              directory.relativize(path)
                  + ": is a link, device, pipe or socket; a package that is sent holds files and"
                  + " directories only");
        }
        entries.add(path);
        if (entries.size() > MOST_ENTRIES) {
          throw new CommandFailure(
              ExitCode.REFUSED,
              directory + " has more than " + MOST_ENTRIES + " files and directories",
              "Name the package's own directory, and keep what it does not need out of it");
        }
      }
    }
    if (!findings.isEmpty()) {
      throw new CommandFailure(ExitCode.REFUSED, "the package cannot be sent as it is", findings);
    }
    return entries;
  }
}
