package org.dockerrm.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** The engine's own REST API, as Cockpit and its users call it, with the first account. */
public final class EngineRest {

  private final Manager manager;

  /** That of a running manager. */
  public EngineRest(Manager manager) {
    this.manager = manager;
  }

  /** Calls it with a JSON body or none; insists that it is content. */
  public JsonNode call(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(manager.client().base().resolve("/engine-rest" + path))
            .header("Authorization", "Basic " + login())
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .timeout(Duration.ofSeconds(20))
            .build();
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
      String text = answer.body().isEmpty() ? "{}" : answer.body();
      return new RmClient.Answer(answer.statusCode(), Map.of(), text).json();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String login() {
    try {
      String password = Files.readString(manager.home().resolve("data/admin-password")).strip();
      byte[] login = ("admin:" + password).getBytes(StandardCharsets.UTF_8);
      return Base64.getEncoder().encodeToString(login);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The processes that a request's process called, in their order; of its status. */
  public List<String> called(JsonNode status) {
    String parent = status.get("processInstanceId").asText();
    JsonNode called =
        call(
            "GET",
            "/history/process-instance?sortBy=startTime&sortOrder=asc&superProcessInstanceId="
                + parent,
            "");
    return StreamSupport.stream(called.spliterator(), false)
        .map(process -> process.get("processDefinitionKey").asText())
        .toList();
  }
}
