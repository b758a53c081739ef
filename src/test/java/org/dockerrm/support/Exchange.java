package org.dockerrm.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.dockerrm.support.RmClient.Answer;

/**
 * Sends the requests of tests, and insists that every answer of the API is as its description says.
 */
public final class Exchange {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final AtomicReference<DescribedApi> DESCRIBED = new AtomicReference<>();

  private Exchange() {}

  /** Sends a request: its answer, which is as described. */
  public static Answer send(HttpRequest.Builder request) {
    HttpRequest built = request.timeout(PATIENCE).build();
    Answer answer = raw(built);
    String path = built.uri().getRawPath();
    if (DescribedApi.covers(path)) {
      assertThat(described(built.uri()).faults(built.method(), path, answer))
          .as(
              "what /v3/api-docs does not say of %s %s: %s %s",
              built.method(), built.uri(), answer.status(), answer.text())
          .isEmpty();
    }
    return answer;
  }

  /** Sends a request: its answer, whatever it is. */
  public static Answer raw(HttpRequest request) {
    try {
      HttpResponse<String> response =
          HTTP.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
      Map<String, String> headers = new HashMap<>();
      response
          .headers()
          .map()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
      return new Answer(response.statusCode(), headers, response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The description that a manager gives; all of one build give the same. */
  public static DescribedApi described(URI manager) {
    DescribedApi known = DESCRIBED.get();
    if (known == null) {
      known = read(manager);
      DESCRIBED.set(known);
    }
    return known;
  }

  private static DescribedApi read(URI manager) {
    URI document = manager.resolve("/v3/api-docs");
    Answer answer = raw(HttpRequest.newBuilder(document).timeout(PATIENCE).build());
    assertThat(answer.status()).as("the API's description").isEqualTo(200);
    try {
      return new DescribedApi(new ObjectMapper().readTree(answer.text()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
