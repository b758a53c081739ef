package org.dockerrm.metric;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One connection that posts metrics, one after the other, at next to no cost of its own. */
final class RawPoster implements AutoCloseable {

  private final URI door;
  private final Socket socket;
  private final InputStream answers;

  RawPoster(URI door) throws IOException {
    this.door = door;
    this.socket = new Socket(door.getHost(), door.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(30_000);
    this.answers = new BufferedInputStream(socket.getInputStream());
  }

  /** Posts a body: the status of the answer. */
  int post(String key, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "POST %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(door.getPath(), door.getAuthority(), key, bytes.length);
    byte[] request = new byte[head.length() + bytes.length];
    System.arraycopy(head.getBytes(StandardCharsets.US_ASCII), 0, request, 0, head.length());
    System.arraycopy(bytes, 0, request, head.length(), bytes.length);
    socket.getOutputStream().write(request);
    return answer();
  }

  private int answer() throws IOException {
    int status = Integer.parseInt(line().split(" ")[1]);
    int length = 0;
    boolean chunked = false;
    for (String line = line(); !line.isEmpty(); line = line()) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(15).strip());
      }
      chunked |= lower.equals("transfer-encoding: chunked");
    }
    if (chunked) {
      for (int size = chunk(); size > 0; size = chunk()) {
        answers.skipNBytes(size + 2L);
      }
      line();
    } else {
      answers.skipNBytes(length);
    }
    return status;
  }

  private int chunk() throws IOException {
    return Integer.parseInt(line(), 16);
  }

  private String line() throws IOException {
    return line(answers);
  }

  /** The next line of a head, without its end. */
  static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the connection ended");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
