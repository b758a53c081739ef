package org.dockerrm.manager;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dockerrm.support.RmClient;

/** Reads server-sent events as a client does. */
final class Events {

  private Events() {}

  /** All events of a path, until the stream ends. */
  static List<Event> of(URI base, String path) throws IOException, InterruptedException {
    List<Event> events = new ArrayList<>();
    String name = "";
    try (Stream<String> lines = open(base, path).body()) {
      for (String line : (Iterable<String>) lines::iterator) {
        if (line.startsWith("event:")) {
          name = line.substring("event:".length());
        } else if (line.startsWith("data:")) {
          events.add(new Event(name, line.substring("data:".length())));
        }
      }
    }
    return events;
  }

  /** The HTTP status of a client that requests events. */
  static int status(URI base, String path) {
    try {
      HttpResponse<Stream<String>> response = open(base, path);
      response.body().close();
      return response.statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The answer, whose lines come as they are sent. */
  static HttpResponse<Stream<String>> open(URI base, String path)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(RmClient.ROOT + path))
            .header("Accept", "text/event-stream")
            .timeout(Duration.ofSeconds(60))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofLines());
  }

  /** The lines of an answer until it ends or, as when the server stops amid a line, breaks. */
  static List<String> lines(HttpResponse<Stream<String>> response) {
    List<String> lines = new ArrayList<>();
    try (Stream<String> body = response.body()) {
      body.forEach(lines::add);
    } catch (UncheckedIOException e) {
      // As a client sees it, the connection is gone.
    }
    return lines;
  }

  /** An event, its data on one line. */
  record Event(String name, String data) {}
}
