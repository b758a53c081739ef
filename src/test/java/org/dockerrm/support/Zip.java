package org.dockerrm.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Writes archives for tests, those that no honest program would write too. */
public final class Zip {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes);

  /** An archive of a directory's files, without the directory itself. */
  public static Zip of(Path directory) {
    Zip zip = new Zip();
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> sorted = files.filter(Files::isRegularFile).sorted().toList();
      for (Path file : sorted) {
        zip.with(directory.relativize(file).toString(), Files.readAllBytes(file), entry -> {});
      }
      return zip;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a text file; a name that ends with a slash makes a directory. */
  public Zip with(String name, String text) {
    return with(name, text, 0);
  }

  /** Adds a text file with Unix permissions and, where given, a type. */
  public Zip with(String name, String text, int mode) {
    return with(
        name,
        text.getBytes(StandardCharsets.UTF_8),
        entry -> {
          if (mode != 0) {
            entry.setUnixMode(mode);
          }
        });
  }

  /** Adds a file that is to be changed before. */
  public Zip with(String name, byte[] content, Consumer<ZipArchiveEntry> change) {
    try {
      ZipArchiveEntry entry = new ZipArchiveEntry(name);
      entry.setTime(1_000_000_000_000L);
      change.accept(entry);
      zip.putArchiveEntry(entry);
      zip.write(content);
      zip.closeArchiveEntry();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How names are written. */
  public Zip encoding(String charset) {
    zip.setEncoding(charset);
    zip.setUseLanguageEncodingFlag(false);
    return this;
  }

  /** The archive. */
  public byte[] bytes() {
    try {
      zip.close();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
