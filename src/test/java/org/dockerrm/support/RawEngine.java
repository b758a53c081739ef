package org.dockerrm.support;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An engine over plain HTTP that answers what a test wants it to: what no real engine does. */
public final class RawEngine implements AutoCloseable {

  /** What an engine answers to one request, head and body. */
  @FunctionalInterface
  public interface Reply {

    /** Writes it; the connection is closed afterwards. */
    void to(OutputStream out) throws IOException;
  }

  private static final Map<String, String> SANE =
      Map.of(
          "/_ping", "OK",
          "/version", "{\"Version\":\"20.10.24\",\"ApiVersion\":\"1.41\"}",
          "/info", "{\"NCPU\":2,\"SystemTime\":\"2026-12-01T09:00:00.000000000Z\"}",
          "/containers/json", "[]",
          "/networks", "[]",
          "/volumes", "{\"Volumes\":[]}");

  private final ServerSocket server;
  private final Map<String, Reply> replies = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

  /** Listens at a port of its own on the loopback interface. */
  public RawEngine() throws IOException {
    server = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  /** Where it is reached. */
  public URI endpoint() {
    return URI.create("tcp://127.0.0.1:" + server.getLocalPort());
  }

  /** Has it answer so to the requests whose path, without its query, is that. */
  public RawEngine answer(String path, Reply reply) {
    replies.put(path, reply);
    return this;
  }

  /** Has it answer a JSON document. */
  public RawEngine json(String path, String body) {
    return answer(path, document(body));
  }

  /** The requests that came, method and path. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** A whole answer. */
  public static Reply document(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return out -> {
      head(out, "200 OK", "Content-Type: application/json", "Content-Length: " + bytes.length);
      out.write(bytes);
    };
  }

  /** An answer whose body begins so and then repeats a piece for ever. */
  public static Reply endless(String status, String begin, String piece) {
    return out -> {
      head(out, status, "Content-Type: application/json");
      out.write(begin.getBytes(StandardCharsets.UTF_8));
      byte[] block = piece.repeat(1 + 65_536 / piece.length()).getBytes(StandardCharsets.UTF_8);
      while (true) {
        out.write(block);
      }
    };
  }

  /** Bytes of which one is sent every 100 ms, for ever. */
  public static Reply trickle(String begin) {
    return out -> {
      out.write(begin.getBytes(StandardCharsets.UTF_8));
      while (true) {
        out.flush();
        pause();
        out.write(' ');
      }
    };
  }

  /** Writes a status line and header lines, after which the body comes. */
  public static void head(OutputStream out, String status, String... lines) throws IOException {
    String head = "HTTP/1.1 " + status + "\r\n" + String.join("\r\n", lines);
    out.write((head.strip() + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.UTF_8));
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket connection = server.accept();
        connections.add(connection);
        daemon(() -> serve(connection));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream());
      String[] request = line(in).split(" ");
      int length = 0;
      for (String header = line(in); !header.isEmpty(); header = line(in)) {
        if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
          length = Integer.parseInt(header.substring(header.indexOf(':') + 1).strip());
        }
      }
      in.skipNBytes(length);
      String path = request[1].replaceFirst("\\?.*", "");
      requests.add(request[0] + " " + path);
      Reply reply = replies.getOrDefault(path, sane(path));
      reply.to(connection.getOutputStream());
      connection.getOutputStream().flush();
    } catch (IOException | ArrayIndexOutOfBoundsException e) {
      // Who asked does not listen any more.
    } finally {
      connections.remove(connection);
    }
  }

  private static Reply sane(String path) {
    String body = SANE.get(path);
    return body == null
        ? out -> {
          head(out, "404 Not Found", "Content-Length: 20");
          out.write("{\"message\":\"nothing\"".getBytes(StandardCharsets.UTF_8), 0, 20);
        }
        : document(body);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.append((char) next);
    }
    return line.toString().strip();
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "raw-engine");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket connection : connections) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
