package org.dockerrm.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What an attacker puts in the place of an engine: it has no images, refuses all builds and pulls,
 * and keeps what it is sent.
 */
public final class FakeEngine implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Seen> seen = new CopyOnWriteArrayList<>();

  /**
   * A request that came.
   *
   * @param line method and path
   * @param headers its headers, names in lower case
   */
  public record Seen(String line, Map<String, String> headers) {

    /** Whether it brought logins to registries. */
    public boolean hasLogins() {
      return headers.containsKey("x-registry-auth") || headers.containsKey("x-registry-config");
    }
  }

  /** Starts it on a loopback port. */
  public FakeEngine() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Its address, as locations name it. */
  public URI endpoint() {
    return URI.create("tcp://127.0.0.1:" + server.getAddress().getPort());
  }

  /** All that came. */
  public List<Seen> seen() {
    return List.copyOf(seen);
  }

  /** Those requests whose path, without its query, ends so. */
  public List<Seen> seen(String pathEnd) {
    return seen.stream().filter(request -> request.line().endsWith(pathEnd)).toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    try (exchange) {
      exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
      seen.add(new Seen(exchange.getRequestMethod() + " " + path, headers));
      String answer = answerTo(path);
      byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      if (path.endsWith("/events")) {
        exchange.sendResponseHeaders(200, 0);
        closed.await();
        return;
      }
      exchange.sendResponseHeaders(answer.startsWith("{\"message\"") ? 404 : 200, bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String answerTo(String path) {
    String end = path.substring(path.lastIndexOf('/') + 1);
    return switch (end) {
      case "_ping" -> "OK";
      case "version" -> "{\"Version\": \"20.10.24\", \"ApiVersion\": \"1.41\"}";
      case "info" -> "{\"NCPU\": 2}";
      case "networks" -> "[]";
      case "volumes" -> "{\"Volumes\": []}";
      case "build" -> "{\"errorDetail\": {\"message\": \"not here\"}, \"error\": \"not here\"}\n";
      default ->
          path.endsWith("/containers/json")
              ? "[]"
              : path.endsWith("/images/create")
                  ? "{\"errorDetail\": {\"message\": \"not here\"}, \"error\": \"not here\"}\n"
                  : "{\"message\": \"no such thing\"}";
    };
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
