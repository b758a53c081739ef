package org.dockerrm.catalog.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.dockerrm.catalog.yaml.Findings;

/** Writes the files of an archive, bounded by what really comes out of it. */
final class EntryWriter {

  private static final int OWNER_MAY_EXECUTE = 0100;
  private static final Set<PosixFilePermission> PLAIN =
      PosixFilePermissions.fromString("rw-r--r--");
  private static final Set<PosixFilePermission> EXECUTABLE =
      PosixFilePermissions.fromString("rwxr-xr-x");

  private final ZipFile zip;
  private final PackageLimits limits;
  private final long most;
  private final Findings findings;
  private final byte[] buffer = new byte[64 << 10];
  private long written;

  EntryWriter(ZipFile zip, PackageLimits limits, long archiveBytes, Findings findings) {
    this.zip = zip;
    this.limits = limits;
    this.most = limits.unpacked(archiveBytes);
    this.findings = findings;
  }

  /** Writes all entries; ends at the first that is refused, which is reported. */
  void write(EntryPlan plan, Path directory) throws IOException {
    for (Map.Entry<EntryPath, ZipArchiveEntry> planned : plan.entries().entrySet()) {
      Path path = planned.getKey().in(directory);
      ZipArchiveEntry entry = planned.getValue();
      if (entry.isDirectory()) {
        Files.createDirectories(path);
        continue;
      }
      Files.createDirectories(path.getParent());
      try {
        file(entry, path);
      } catch (Refused e) {
        findings.in(planned.getKey().toString()).error(0, e.reason);
        return;
      }
    }
  }

  private void file(ZipArchiveEntry entry, Path path) throws IOException, Refused {
    boolean program;
    try (InputStream in = content(entry);
        OutputStream out = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW)) {
      program = copy(entry, in, out);
    }
    int mode = entry.getUnixMode();
    boolean executable = mode == 0 ? program : (mode & OWNER_MAY_EXECUTE) != 0;
    Files.setPosixFilePermissions(path, executable ? EXECUTABLE : PLAIN);
    // Of large files the time stands for the content (ContentHash): the same archive, the same.
    Files.setLastModifiedTime(path, FileTime.fromMillis(Math.max(entry.getTime(), 0)));
  }

  private InputStream content(ZipArchiveEntry entry) throws Refused {
    try {
      InputStream in = zip.getInputStream(entry);
      if (in == null) {
        throw new Refused("is damaged: it has no content");
      }
      return in;
    } catch (IOException | RuntimeException e) {
      throw damaged(e);
    }
  }

  /**
   * Copies and checks an entry's content.
   *
   * @return whether it looks like a program, for archives that keep no permissions
   */
  private boolean copy(ZipArchiveEntry entry, InputStream in, OutputStream out)
      throws IOException, Refused {
    CRC32 checksum = new CRC32();
    long size = 0;
    boolean program = false;
    for (int read = read(in); read >= 0; read = read(in)) {
      program |= size == 0 && looksLikeAProgram(read);
      size += read;
      written += read;
      if (size > limits.fileBytes()) {
        throw new Refused("is larger than " + PackageLimits.shown(limits.fileBytes()));
      }
      if (written > most) {
        throw new Refused(
            "the archive unpacks to more than "
                + PackageLimits.shown(most)
                + ", which is out of proportion to its size or too much");
      }
      checksum.update(buffer, 0, read);
      out.write(buffer, 0, read);
    }
    if (size != entry.getSize() || checksum.getValue() != entry.getCrc()) {
      throw new Refused("is damaged: size or checksum is not what the archive says");
    }
    return program;
  }

  private int read(InputStream in) throws Refused {
    try {
      return in.read(buffer);
    } catch (IOException | RuntimeException e) {
      throw damaged(e);
    }
  }

  private boolean looksLikeAProgram(int length) {
    boolean script = length > 2 && buffer[0] == '#' && buffer[1] == '!';
    boolean binary =
        length > 4 && buffer[0] == 0x7f && buffer[1] == 'E' && buffer[2] == 'L' && buffer[3] == 'F';
    return script || binary;
  }

  private static Refused damaged(Exception e) {
    return new Refused("is damaged: " + e.getMessage());
  }

  /** An entry cannot be taken. */
  private static final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    Refused(String reason) {
      super(reason);
      this.reason = reason;
    }
  }
}
