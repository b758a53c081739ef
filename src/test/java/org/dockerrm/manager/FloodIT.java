package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.ManagerJar;
import org.dockerrm.support.ManagerProcess;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Thousands of requests at once are taken or sent away, and none is lost in between. */
@Tag("long")
class FloodIT {

  private static final int FLOOD = 5_000;
  private static final int MOST = 300;
  private static final int REAL = 12;
  private static final String TRANSITIONS = RmClient.ROOT + "/lifecycle/transitions";

  private static Manager manager;
  private static ManagerProcess process;
  private static String away;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @BeforeAll
  static void start() throws IOException {
    manager =
        Manager.with("small")
            .configure("maxOpenRequests: %d\ntransitionTimeout: PT25S".formatted(MOST));
    away = manager.location() + "-away";
    Manager.write(
        manager.home().resolve("config/locations.yml"),
        """
        locations:
          - {name: %s}
          - {name: %s, endpoint: "tcp://127.0.0.1:%d"}
        """
            .formatted(manager.location(), away, ManagerProcess.freePort()));
    process = ManagerProcess.start(manager, ManagerJar.asBuilt().within("256m"));
    process.client().awaitPublished(Types.SMALL);
  }

  @AfterAll
  static void stop() {
    process.close();
    Docker.clean(manager.location());
    manager.close();
  }

  @Test
  void isTakenAsFarAsItGoesAndTheRestIsSentAwayWithNothingStored() {
    RmClient rm = process.client();

    List<HttpResponse<String>> answers = post(FLOOD, away);

    List<HttpResponse<String>> accepted = with(202, answers);
    List<HttpResponse<String>> sentAway = with(503, answers);
    assertThat(accepted.size() + sentAway.size()).isEqualTo(FLOOD);
    assertThat(accepted).hasSizeBetween(MOST, FLOOD - 1);
    for (HttpResponse<String> answer : sentAway) {
      assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }
    assertThat(stored(rm))
        .isEqualTo(accepted.stream().map(FloodIT::requestId).collect(Collectors.toSet()));
    assertThat(process.isAlive()).isTrue();

    await("the end of what was accepted, by its deadline")
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(500))
        .until(() -> isEmpty(rm, "PENDING") && isEmpty(rm, "IN_PROGRESS"));
    List<HttpResponse<String>> real = post(REAL, manager.location());
    assertThat(with(202, real)).hasSize(REAL);
    real.stream()
        .map(FloodIT::requestId)
        .map(rm::end)
        .forEach(
            end ->
                assertThat(end.get("requestState").asText()).as("%s", end).isEqualTo("COMPLETED"));
    assertThat(rm.get("/actuator/health").status()).isEqualTo(200);
  }

  private static boolean isEmpty(RmClient rm, String state) {
    return rm.get("/lifecycle/transitions?limit=1&state=" + state).json().get("items").isEmpty();
  }

  private List<HttpResponse<String>> post(int count, String location) {
    RmClient rm = process.client();
    String body =
        rm.body(Types.SMALL, "Install", null).put("deploymentLocation", location).toString();
    URI target = rm.base().resolve(TRANSITIONS);
    HttpRequest request =
        HttpRequest.newBuilder(target)
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(90))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    List<CompletableFuture<HttpResponse<String>>> answers =
        IntStream.range(0, count)
            .mapToObj(i -> http.sendAsync(request, HttpResponse.BodyHandlers.ofString()))
            .toList();
    return answers.stream().map(CompletableFuture::join).toList();
  }

  private static List<HttpResponse<String>> with(int status, List<HttpResponse<String>> answers) {
    return answers.stream().filter(answer -> answer.statusCode() == status).toList();
  }

  private static String requestId(HttpResponse<String> answer) {
    try {
      return new ObjectMapper().readTree(answer.body()).get("requestId").asText();
    } catch (IOException e) {
      throw new AssertionError(answer.body(), e);
    }
  }

  /** All requests that the manager has, page by page. */
  private static Set<String> stored(RmClient rm) {
    Set<String> ids = new HashSet<>();
    String cursor = "";
    do {
      JsonNode page = rm.get("/lifecycle/transitions?limit=1000" + cursor).json();
      page.get("items").forEach(item -> ids.add(item.get("requestId").asText()));
      cursor =
          Stream.ofNullable(page.get("nextCursor"))
              .filter(next -> !next.isNull())
              .map(next -> "&cursor=" + next.asText())
              .findFirst()
              .orElse("");
    } while (!cursor.isEmpty());
    return ids;
  }
}
