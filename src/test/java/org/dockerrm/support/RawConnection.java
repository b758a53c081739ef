package org.dockerrm.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.dockerrm.support.RmClient.Answer;
import org.jspecify.annotations.Nullable;

/** A connection on which any bytes can be sent, as no HTTP client would. */
public final class RawConnection implements AutoCloseable {

  private final Socket socket;

  private RawConnection(Socket socket) {
    this.socket = socket;
  }

  /** Connects to the host and port of an address. */
  public static RawConnection to(URI address) {
    return to(address, null);
  }

  /** Connects from one of this machine's own addresses, or from the usual one where it is null. */
  private static RawConnection to(URI address, @Nullable String from) {
    try {
      Socket socket = new Socket();
      socket.bind(from == null ? null : new InetSocketAddress(from, 0));
      socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
      socket.setSoTimeout((int) Duration.ofSeconds(60).toMillis());
      return new RawConnection(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends one request on a connection of its own. */
  public static Answer ask(URI address, String request) {
    try (RawConnection connection = to(address)) {
      return connection.send(request).answer();
    }
  }

  /** Sends one request on a connection of its own from one of this machine's addresses. */
  public static Answer ask(URI address, String from, String request) {
    try (RawConnection connection = to(address, from)) {
      return connection.send(request).answer();
    }
  }

  /** Sends characters, a byte each. */
  public RawConnection send(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads until the other side closes the connection: its only answer. */
  public Answer answer() {
    try {
      String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int end = text.indexOf("\r\n\r\n");
      if (end < 0) {
        throw new AssertionError("no answer but '" + text + "'");
      }
      String[] head = text.substring(0, end).split("\r\n");
      Map<String, String> headers = new LinkedHashMap<>();
      for (int i = 1; i < head.length; i++) {
        String[] header = head[i].split(":", 2);
        headers.put(header[0].toLowerCase(Locale.ROOT), header[1].strip());
      }
      return new Answer(Integer.parseInt(head[0].split(" ")[1]), headers, text.substring(end + 4));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
