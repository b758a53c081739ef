package org.dockerrm.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The REST API of one resource manager. Paths begin behind the API's root. HttpURLConnection rather
 * than java.net.http, since it loads fewer classes: most of a command's time is its start.
 *
 * <p>Whatever is not a success is a {@link CommandFailure}.
 */
final class ManagerClient {

  private static final String ROOT = "/api/resource-manager";
  private static final String JSON = "application/json";
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final Duration RESENDING = Duration.ofSeconds(60);
  private static final long RESEND_PAUSE_MILLIS = 500;
  private static final int PAGE = 1000;

  private final URI base;

  /**
   * Talks to the manager at a URL; does not connect yet.
   *
   * @param url {@code http://} or {@code https://}, host, and optionally port and path
   */
  ManagerClient(String url) {
    try {
      // A POST that was lost is repeated only where the request says that it may be.
      System.setProperty("sun.net.http.retryPost", "false");
      this.base = new URI(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
    } catch (URISyntaxException e) {
      throw notAnAddress(url);
    }
    boolean web = "http".equalsIgnoreCase(base.getScheme()) || "https".equals(base.getScheme());
    if (!web || base.getHost() == null || base.getQuery() != null || base.getUserInfo() != null) {
      throw notAnAddress(url);
    }
  }

  private static CommandFailure notAnAddress(String url) {
    return new CommandFailure(
        ExitCode.USAGE,
        "'" + url + "' is not the URL of a resource manager",
        "Give --server or DOCKERRM_URL such as http://localhost:8081");
  }

  /** Where the manager is. */
  URI base() {
    return base;
  }

  /** The port that it listens on. */
  int port() {
    int given = base.getPort();
    return given >= 0 ? given : "https".equals(base.getScheme()) ? 443 : 80;
  }

  /** Whether something answers there as a healthy manager does. */
  boolean isHealthy() {
    try {
      HttpURLConnection connection = connect("GET", "/actuator/health", CONNECT);
      int status = connection.getResponseCode();
      try (InputStream in = body(connection, status)) {
        Answer answer = new Answer(status, in.readAllBytes());
        return answer.isSuccess()
            && answer.json().filter(health -> Json.text(health, "status").equals("UP")).isPresent();
      }
    } catch (IOException e) {
      return false;
    }
  }

  /** A name as one segment of a path, or as the value of a query parameter. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The body of a GET. */
  JsonNode get(String path) {
    return get(path, ANSWER);
  }

  /** The body of a GET that the manager may answer late. */
  JsonNode get(String path, Duration patience) {
    return accepted(send("GET", path, null, Map.of(), patience));
  }

  /** The body of a GET; empty where the path names something that is not there. */
  Optional<JsonNode> find(String path) {
    Answer answer = send("GET", path, null, Map.of(), ANSWER);
    return answer.status() == HttpURLConnection.HTTP_NOT_FOUND
        ? Optional.empty()
        : Optional.of(accepted(answer));
  }

  /** The items of a paged list, all pages together, {@code most} at most. */
  List<JsonNode> pages(String path, int most) {
    List<JsonNode> items = new ArrayList<>();
    String separator = path.contains("?") ? "&" : "?";
    String cursor = "";
    do {
      int limit = Math.min(PAGE, most - items.size());
      JsonNode page = get(path + separator + "limit=" + limit + cursor);
      page.path("items").forEach(items::add);
      String next = Json.text(page, "nextCursor");
      cursor = next.isEmpty() ? "" : "&cursor=" + encoded(next);
    } while (!cursor.isEmpty() && items.size() < most);
    return items;
  }

  /** The body of the answer to a POST with a JSON body, or with none. */
  JsonNode post(String path, @Nullable Object body, Map<String, String> headers) {
    Content content = body == null ? null : Content.of(JSON, Json.bytes(body));
    return accepted(send("POST", path, content, headers, ANSWER));
  }

  /** Removes what a path names. */
  void delete(String path) {
    Answer answer = send("DELETE", path, null, Map.of(), ANSWER);
    if (!answer.isSuccess()) {
      throw refused(answer);
    }
  }

  /** The answer to a POST with a JSON body, whatever its status. */
  Answer post(String path, Object body) {
    return send("POST", path, Content.of(JSON, Json.bytes(body)), Map.of(), ANSWER);
  }

  /**
   * The body of the answer to a POST that has its effect once, however often it is sent: under a
   * key of its own it is sent again where the connection is lost before the answer, until the
   * manager answers or {@link #RESENDING} is over.
   */
  JsonNode postOnce(String path, Object body) {
    return postOnce(path, body, UUID.randomUUID().toString());
  }

  /** The same under a given key. */
  JsonNode postOnce(String path, Object body, String idempotencyKey) {
    Content content = Content.of(JSON, Json.bytes(body));
    Map<String, String> key = Map.of("Idempotency-Key", idempotencyKey);
    long begun = System.nanoTime();
    boolean lost = false;
    while (true) {
      try {
        return accepted(exchange("POST", path, content, key, ANSWER));
      } catch (IOException e) {
        // Where the first connection is refused, no manager runs and nothing was sent.
        lost |= !(e instanceof ConnectException);
        if (!lost || System.nanoTime() - begun > RESENDING.toNanos()) {
          throw unreachable(e);
        }
        pause(RESEND_PAUSE_MILLIS);
      }
    }
  }

  /** Waits; an interrupt ends the command. */
  static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted();
    }
  }

  private static CommandFailure interrupted() {
    return new CommandFailure(ExitCode.FAILED, "the command was interrupted");
  }

  /** Any call; the answer whatever its status. */
  Answer send(
      String method,
      String path,
      @Nullable Content content,
      Map<String, String> headers,
      Duration patience) {
    try {
      return exchange(method, path, content, headers, patience);
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  private Answer exchange(
      String method,
      String path,
      @Nullable Content content,
      Map<String, String> headers,
      Duration patience)
      throws IOException {
    HttpURLConnection connection = open(method, path, patience);
    connection.setRequestProperty("Accept", JSON);
    headers.forEach(connection::setRequestProperty);
    if (content != null) {
      connection.setDoOutput(true);
      connection.setRequestProperty("Content-Type", content.type());
      connection.setFixedLengthStreamingMode(content.length());
      try (var out = connection.getOutputStream()) {
        content.writeTo(out);
      }
    }
    int status = connection.getResponseCode();
    try (InputStream in = body(connection, status)) {
      return new Answer(status, in.readAllBytes());
    }
  }

  /** The lines of an answer that goes on until its end; events come every few seconds at least. */
  InputStream stream(String path, String mediaType) {
    try {
      HttpURLConnection connection = open("GET", path, ANSWER);
      connection.setRequestProperty("Accept", mediaType);
      int status = connection.getResponseCode();
      if (status >= HttpURLConnection.HTTP_BAD_REQUEST) {
        try (InputStream in = body(connection, status)) {
          throw refused(new Answer(status, in.readAllBytes()));
        }
      }
      return connection.getInputStream();
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  /** A call that got no answer. */
  CommandFailure unreachable(IOException cause) {
    return new CommandFailure(
        ExitCode.UNREACHABLE,
        "the resource manager at "
            + base
            + " does not answer: "
            + Objects.requireNonNullElse(cause.getMessage(), cause.toString()),
        "Start it with ./dockerrm up, or name another one with --server or DOCKERRM_URL");
  }

  /** The body of a success. */
  JsonNode accepted(Answer answer) {
    if (!answer.isSuccess()) {
      throw refused(answer);
    }
    return answer.json().orElseThrow(() -> refused(answer));
  }

  /** What the manager says against a request: its findings, or the problem's text. */
  CommandFailure refused(Answer answer) {
    JsonNode problem = answer.json().orElse(MissingNode.getInstance());
    if (!problem.has("detail") && !problem.has("title")) {
      return new CommandFailure(
          ExitCode.REFUSED,
          base + " answered with HTTP " + answer.status() + ", and not as a resource manager does",
          "Check --server and DOCKERRM_URL");
    }
    List<String> findings = new ArrayList<>();
    for (JsonNode list : problem.path("details")) {
      if (list.isArray()) {
        list.forEach(finding -> findings.add(Json.finding(finding)));
      }
    }
    String reason = Json.text(problem, problem.has("detail") ? "detail" : "title");
    String told = findings.size() > 1 ? "the request is wrong" : reason;
    return new CommandFailure(
        ExitCode.REFUSED,
        told + " (HTTP " + answer.status() + ")",
        findings.size() > 1 ? findings : List.of());
  }

  private HttpURLConnection open(String method, String path, Duration patience) throws IOException {
    return connect(method, ROOT + path, patience);
  }

  private HttpURLConnection connect(String method, String path, Duration patience)
      throws IOException {
    // HttpURLConnection itself takes no notice of interrupts.
    if (Thread.currentThread().isInterrupted()) {
      throw interrupted();
    }
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(base + path).toURL().openConnection(Proxy.NO_PROXY);
    connection.setRequestMethod(method);
    connection.setInstanceFollowRedirects(false);
    connection.setConnectTimeout((int) CONNECT.toMillis());
    connection.setReadTimeout((int) patience.toMillis());
    return connection;
  }

  private static InputStream body(HttpURLConnection connection, int status) throws IOException {
    InputStream in =
        status < HttpURLConnection.HTTP_BAD_REQUEST
            ? connection.getInputStream()
            : connection.getErrorStream();
    return in == null ? InputStream.nullInputStream() : in;
  }

  /**
   * An answer.
   *
   * @param status HTTP status
   * @param body its bytes
   */
  record Answer(int status, byte[] body) {

    boolean isSuccess() {
      return status >= 200 && status < 300;
    }

    /** The body, if it is JSON. */
    Optional<JsonNode> json() {
      try {
        return Optional.of(Json.read(body)).filter(JsonNode::isContainerNode);
      } catch (JsonProcessingException e) {
        return Optional.empty();
      } catch (IOException e) {
        throw new IllegalStateException("reading from memory failed", e);
      }
    }
  }
}
