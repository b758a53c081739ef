package org.dockerrm.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A request as it is sent.
 *
 * @param method any method
 * @param target path and query, as they are on the request line
 * @param headers in their order
 * @param body may be empty
 * @param said what the request says in plain text: an answer may repeat it
 */
record FuzzRequest(String method, String target, List<Header> headers, byte[] body, String said) {

  private static final Path BODIES = Path.of("target/fuzz");

  /** A header. */
  record Header(String name, String value) {

    @Override
    public String toString() {
      return name + ": " + value;
    }
  }

  /** One whose body is a text. */
  static FuzzRequest of(String method, String target, List<Header> headers, byte[] body) {
    return new FuzzRequest(method, target, headers, body, new String(body, StandardCharsets.UTF_8));
  }

  /** The path without the query. */
  String path() {
    return target.replaceFirst("\\?.*", "");
  }

  /** A command that sends it again; a body is kept in a file. */
  String curl(URI base, String name) {
    StringBuilder command = new StringBuilder("curl -sS -i --path-as-is -g -m 30");
    command.append(method.equals("HEAD") ? " -I" : " -X " + method);
    headers.forEach(header -> command.append(" -H ").append(quoted(header.toString())));
    if (headers.stream().noneMatch(header -> header.name().equals("Content-Type"))) {
      command.append(" -H Content-Type:");
    }
    if (body.length > 0) {
      try {
        Path file = Files.createDirectories(BODIES).resolve(name + ".body").toAbsolutePath();
        Files.write(file, body);
        command.append(" --data-binary @").append(quoted(file.toString()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return command.append(' ').append(quoted(base + target)).toString();
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("$'");
    for (byte b : text.getBytes(StandardCharsets.ISO_8859_1)) {
      if (b == '\'' || b == '\\') {
        quoted.append('\\').append((char) b);
      } else if (b >= ' ' && b < 127) {
        quoted.append((char) b);
      } else {
        quoted.append("\\x%02x".formatted(b));
      }
    }
    return quoted.append('\'').toString();
  }
}
