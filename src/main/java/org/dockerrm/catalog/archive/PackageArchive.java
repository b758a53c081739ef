package org.dockerrm.catalog.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Optional;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.dockerrm.catalog.yaml.Findings;
import org.dockerrm.catalog.yaml.Quote;
import org.springframework.core.NestedExceptionUtils;

/**
 * A package's archive, a zip (docs/reference/api.md, "Uploads"). It is looked through as a whole
 * before anything is written, and only files and directories inside the package are ever made.
 */
public final class PackageArchive {

  private static final String UNREADABLE = "cannot be read as a zip archive: ";

  private final Path archive;
  private final PackageLimits limits;
  private final Findings findings;
  private final Findings.InFile whole;

  /**
   * An archive.
   *
   * @param archive the file
   * @param label how findings about the archive as a whole name it
   * @param limits how much it may hold
   * @param findings receives what is wrong with it; every finding is an error
   */
  public PackageArchive(Path archive, String label, PackageLimits limits, Findings findings) {
    this.archive = archive;
    this.limits = limits;
    this.findings = findings;
    this.whole = findings.in(label);
  }

  /**
   * Unpacks it. Where there are findings, what was written so far is useless.
   *
   * @param directory where to; it exists and is empty
   * @return the name of the one directory that everything in the archive was in, which is left out;
   *     empty where the package's files are at the archive's top
   * @throws IOException where the directory cannot be written
   */
  public Optional<String> unpack(Path directory) throws IOException {
    BoundedChannel channel = new BoundedChannel(Files.newByteChannel(archive));
    try (channel;
        ZipFile zip = open(channel)) {
      EntryPlan plan = plan(zip);
      if (findings.list().isEmpty()) {
        channel.release();
        new EntryWriter(zip, limits, Files.size(archive), findings).write(plan, directory);
      }
      return plan.top();
    } catch (UnreadableArchive e) {
      whole.error(0, UNREADABLE + Quote.oneLine(String.valueOf(e.getMessage())));
    } catch (InvalidPathException e) {
      whole.error(0, "has a name that this system cannot write: " + Quote.of(e.getInput()));
    }
    return Optional.empty();
  }

  private static ZipFile open(BoundedChannel channel) throws UnreadableArchive {
    try {
      return ZipFile.builder()
          .setSeekableByteChannel(channel)
          .setUseUnicodeExtraFields(false)
          .setIgnoreLocalFileHeader(true)
          .setMaxNumberOfDisks(1)
          .get();
    } catch (IOException | RuntimeException e) {
      // The library reports some damages by exceptions that it does not declare.
      throw new UnreadableArchive(e);
    }
  }

  private EntryPlan plan(ZipFile zip) {
    EntryPlan plan = new EntryPlan(limits, findings);
    int seen = 0;
    long size = 0;
    Enumeration<ZipArchiveEntry> entries = zip.getEntries();
    while (entries.hasMoreElements() && seen <= limits.entries()) {
      ZipArchiveEntry entry = entries.nextElement();
      seen++;
      size += Math.max(entry.getSize(), 0);
      plan.add(entry);
    }
    plan.dropForks();
    if (seen > limits.entries()) {
      whole.error(0, "holds more than " + limits.entries() + " files and directories");
    } else if (size > limits.totalBytes()) {
      whole.error(0, "unpacks to more than " + PackageLimits.shown(limits.totalBytes()));
    } else if (plan.entries().values().stream().allMatch(ZipArchiveEntry::isDirectory)
        && findings.list().isEmpty()) {
      whole.error(0, "holds no files");
    }
    return plan;
  }

  /** The archive cannot be opened. */
  private static final class UnreadableArchive extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableArchive(Exception cause) {
      super(String.valueOf(NestedExceptionUtils.getMostSpecificCause(cause).getMessage()), cause);
    }
  }
}
