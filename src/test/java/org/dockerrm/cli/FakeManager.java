package org.dockerrm.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An HTTP server with fixed answers by method, path and query, which the program is run against.
 */
final class FakeManager implements AutoCloseable {

  private final HttpServer server;
  private final Map<String, Reply> replies = new ConcurrentHashMap<>();
  private final Map<String, Integer> drops = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();

  FakeManager() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/api/resource-manager", this::answer);
    server.createContext(
        "/actuator/health",
        exchange -> {
          byte[] answer = "{\"status\":\"UP\"}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  private record Reply(int status, String body) {}

  /** Answers a call, such as {@code GET /types}; all others are 404. */
  FakeManager reply(String call, int status, String body) {
    replies.put(call, new Reply(status, body));
    return this;
  }

  /** Answers a call so many times by closing the connection, then as it was told. */
  FakeManager drop(String call, int times) {
    drops.put(call, times);
    return this;
  }

  /** The calls with their bodies, in their order. */
  List<String> requests() {
    return requests;
  }

  /** The idempotency keys that came. */
  List<String> keys() {
    return keys;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String uri = exchange.getRequestURI().toString().substring("/api/resource-manager".length());
    String call = exchange.getRequestMethod() + " " + uri;
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(body.isEmpty() ? call : call + " " + body);
    keys.addAll(exchange.getRequestHeaders().getOrDefault("Idempotency-key", List.of()));
    if (drops.merge(call, -1, Integer::sum) >= 0) {
      exchange.close();
      return;
    }
    Reply reply =
        replies.getOrDefault(call, new Reply(404, "{\"title\":\"Not Found\",\"detail\":\"none\"}"));
    byte[] answer = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(reply.status(), answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  /** Runs a command line, split at spaces. */
  Outcome run(String command) {
    return run(command, Map.of());
  }

  /** Runs a command line with more variables of the environment. */
  Outcome run(String command, Map<String, String> more) {
    return run("http://localhost:" + port(), command, more);
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Runs a command line for a manager elsewhere. */
  static Outcome run(String url, String command) {
    return run(url, command, Map.of());
  }

  private static Outcome run(String url, String command, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("DOCKERRM_URL", url);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment);
    int code = Dockerrm.run(console, command.split(" "));
    return new Outcome(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /**
   * What a command did.
   *
   * @param code exit code
   * @param out standard output
   * @param err standard error
   */
  record Outcome(int code, String out, String err) {}

  @Override
  public void close() {
    server.stop(0);
  }
}
