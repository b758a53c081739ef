package org.dockerrm.catalog.packages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The SHA-256 over everything in a package that can change its image: relative paths, contents and
 * whether a file can be executed. Of files larger than 64 MB the size and time of change stand for
 * the content; of links where they point, so that nothing outside the package is read.
 */
final class ContentHash {

  private static final int MOST_FILES = 20_000;
  private static final int DEEPEST = 40;

  private final Path root;
  private final long largest;
  private final MessageDigest digest = sha256();

  private ContentHash(Path root, long largest) {
    this.root = root;
    this.largest = largest;
  }

  /**
   * The hash of a directory, 64 hexadecimal digits.
   *
   * @throws IOException where something in it cannot be read or there is too much of it
   */
  static String of(Path directory) throws IOException {
    return of(directory, 64L << 20);
  }

  /** The same with another limit for the files that are read. */
  static String of(Path directory, long largest) throws IOException {
    return new ContentHash(directory, largest).compute();
  }

  /** The hash of a text. */
  static String ofText(String text) {
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private String compute() throws IOException {
    for (Path file : files()) {
      add(file);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> walk = Files.walk(root, DEEPEST)) {
      List<Path> files =
          walk.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
              .limit(MOST_FILES + 1L)
              .sorted()
              .toList();
      if (files.size() > MOST_FILES) {
        throw new IOException("more than " + MOST_FILES + " files");
      }
      return files;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void add(Path file) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    // Lengths before texts, so that no two packages write the same sequence.
    text(root.relativize(file).toString());
    if (attributes.isSymbolicLink()) {
      text("link");
      text(Files.readSymbolicLink(file).toString());
    } else if (!attributes.isRegularFile()) {
      text("other");
    } else if (attributes.size() > largest) {
      text("large " + attributes.size() + " " + attributes.lastModifiedTime().toMillis());
    } else {
      text((Files.isExecutable(file) ? "script " : "file ") + attributes.size());
      content(file);
    }
  }

  private void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
  }

  private void content(Path file) throws IOException {
    byte[] buffer = new byte[64 << 10];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
