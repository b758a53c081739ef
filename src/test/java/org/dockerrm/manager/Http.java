package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.dockerrm.support.Exchange;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.RmClient.Answer;

/** Requests that a well-behaved client would not send, and what every refusal has to look like. */
final class Http {

  static final String TRANSITIONS = RmClient.ROOT + "/lifecycle/transitions";

  private Http() {}

  /** Sends any method with any headers to an absolute path. */
  static Answer send(
      RmClient rm, String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(rm.base().resolve(path)).method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return Exchange.send(request);
  }

  /** Gets an absolute path. */
  static Answer get(RmClient rm, String path, String... headers) {
    return send(rm, "GET", path, BodyPublishers.noBody(), headers);
  }

  /** Posts bytes as JSON to the transitions. */
  static Answer post(RmClient rm, byte[] body, String... headers) {
    String[] all = new String[headers.length + 2];
    all[0] = "Content-Type";
    all[1] = "application/json";
    System.arraycopy(headers, 0, all, 2, headers.length);
    return send(rm, "POST", TRANSITIONS, BodyPublishers.ofByteArray(body), all);
  }

  /** Posts a text as JSON to the transitions. */
  static Answer post(RmClient rm, String body, String... headers) {
    return post(rm, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  /** Sends a request target as it is, whatever it holds: the whole answer. */
  static String line(RmClient rm, String target) {
    try (Socket socket = new Socket(rm.base().getHost(), rm.base().getPort())) {
      socket.setSoTimeout(10_000);
      String request =
          "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Requires a problem with every documented member; returns its body. */
  static JsonNode problem(Answer answer, int status, String path) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.headers().get("content-type")).startsWith("application/problem+json");
    JsonNode problem = answer.json();
    assertThat(problem.path("type").isTextual()).as(answer.text()).isTrue();
    assertThat(problem.path("title").asText()).isNotBlank();
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("detail").asText()).isNotBlank();
    assertThat(problem.path("instance").asText()).isEqualTo(path);
    assertThat(problem.path("localizedMessage")).isEqualTo(problem.get("detail"));
    assertThat(problem.path("url").asText()).isEqualTo(path);
    assertThat(problem.path("details").isObject()).isTrue();
    hidesItsInside(answer.text());
    return problem;
  }

  /** Insists that nothing of the program's inside is shown. */
  static void hidesItsInside(String text) {
    assertThat(text)
        .doesNotContain("at org.", "at java.", "Exception", "org.springframework", "Caused by");
  }
}
