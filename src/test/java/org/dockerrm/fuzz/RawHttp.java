package org.dockerrm.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.dockerrm.support.RmClient.Answer;

/** Sends requests as they are: clients of Java refuse what an attacker would send. */
final class RawHttp {

  private static final int LONGEST_SILENCE_MILLIS = 30_000;

  private final URI base;

  RawHttp(URI base) {
    this.base = base;
  }

  /**
   * Sends a request.
   *
   * @throws java.net.SocketTimeoutException where the server is silent for half a minute
   */
  Answer send(FuzzRequest request) throws IOException {
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      socket.setSoTimeout(LONGEST_SILENCE_MILLIS);
      socket.setTcpNoDelay(true);
      write(socket.getOutputStream(), request);
      return read(socket.getInputStream(), request.method());
    }
  }

  private void write(OutputStream out, FuzzRequest request) throws IOException {
    StringBuilder head = new StringBuilder();
    head.append(request.method()).append(' ').append(request.target()).append(" HTTP/1.1\r\n");
    if (request.headers().stream().noneMatch(header -> header.name().equals("Host"))) {
      head.append("Host: ").append(base.getAuthority()).append("\r\n");
    }
    request.headers().forEach(header -> head.append(header).append("\r\n"));
    head.append("Connection: close\r\n");
    if (request.body().length > 0) {
      head.append("Content-Length: ").append(request.body().length).append("\r\n");
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    whole.writeBytes(request.body());
    try {
      whole.writeTo(out);
      out.flush();
    } catch (IOException e) {
      // The server may answer before it has read everything, and then close.
    }
  }

  private static Answer read(InputStream in, String method) throws IOException {
    String status = line(in);
    if (!status.startsWith("HTTP/1.1 ")) {
      throw new EOFException("no answer: '" + status + "'");
    }
    Map<String, String> headers = new HashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      String[] parts = line.split(":", 2);
      headers.putIfAbsent(parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
    }
    byte[] body = method.equals("HEAD") ? new byte[0] : body(in, headers);
    return new Answer(
        Integer.parseInt(status.substring(9, 12)),
        headers,
        new String(body, StandardCharsets.UTF_8));
  }

  private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
    if (!"chunked".equals(headers.get("transfer-encoding"))) {
      String length = headers.get("content-length");
      return length == null ? in.readAllBytes() : in.readNBytes(Integer.parseInt(length));
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = Integer.parseInt(line(in), 16);
        size > 0;
        size = Integer.parseInt(line(in), 16)) {
      body.writeBytes(in.readNBytes(size));
      line(in);
    }
    return body.toByteArray();
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
