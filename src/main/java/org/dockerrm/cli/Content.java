package org.dockerrm.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** The body of a request: bytes, with a file between them or none. */
final class Content {

  private static final Path NO_FILE = Path.of("");

  private final String type;
  private final byte[] before;
  private final Path file;
  private final byte[] after;

  private Content(String type, byte[] before, Path file, byte[] after) {
    this.type = type;
    this.before = before;
    this.file = file;
    this.after = after;
  }

  static Content of(String type, byte[] body) {
    return new Content(type, body, NO_FILE, new byte[0]);
  }

  /** A form with one file, as browsers send it. */
  static Content form(String field, String fileName, Path file) {
    String boundary = UUID.randomUUID().toString();
    String head =
        "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: application/zip\r\n\r\n"
            .formatted(boundary, field, fileName.replaceAll("[^A-Za-z0-9._-]", "_"));
    String tail = "\r\n--" + boundary + "--\r\n";
    return new Content(
        "multipart/form-data; boundary=" + boundary,
        head.getBytes(StandardCharsets.US_ASCII),
        file,
        tail.getBytes(StandardCharsets.US_ASCII));
  }

  String type() {
    return type;
  }

  long length() throws IOException {
    long ofFile = file.equals(NO_FILE) ? 0 : Files.size(file);
    return before.length + ofFile + after.length;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(before);
    if (!file.equals(NO_FILE)) {
      Files.copy(file, out);
    }
    out.write(after);
  }
}
