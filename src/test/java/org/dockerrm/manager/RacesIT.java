package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.RmClient.Answer;
import org.dockerrm.support.SharedManager;
import org.dockerrm.support.Types;
import org.dockerrm.support.Upload;
import org.dockerrm.support.Zip;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that want the same thing at the same moment, round after round. */
class RacesIT {

  private static final int ROUNDS = 25;
  private static final int CLIENTS = 4;
  private static final int ONBOARDINGS = 6;
  private static final String GUEST = "resource::race-guest::1.0";
  private static final Path SMALL = Path.of("src/test/resources/packages/small");

  private final Manager manager = SharedManager.get();
  private final RmClient rm = manager.client();
  private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);

  @AfterEach
  void clean() {
    threads.shutdownNow();
    Docker.clean(manager.location());
  }

  @AfterAll
  static void removeImages() {
    Docker.attempt("image", "rm", "-f", "dockerrm_race-guest:1.0", "dockerrm_race-guest:latest");
  }

  @Test
  void oneOfTwoClientsHasTheInstanceAndTheOtherIsToldWhoHasIt() {
    String id = rm.install(Types.SMALL, Map.of());
    List<String> accepted = new ArrayList<>();
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String transition = round % 2 == 0 ? "Start" : "Stop";
      List<Answer> answers =
          together(2, () -> rm.transition(Types.SMALL, transition, id, Map.of()));
      List<String> winners =
          answers.stream().filter(a -> a.status() == 202).map(RacesIT::requestId).toList();
      assertThat(winners).isNotEmpty();
      for (Answer loser : answers.stream().filter(a -> a.status() != 202).toList()) {
        JsonNode problem = Http.problem(loser, 409, Http.TRANSITIONS);
        assertThat(winners).contains(problem.get("details").get("requestId").asText());
        refused++;
      }
      winners.forEach(rm::end);
      accepted.addAll(winners);
    }

    assertThat(refused).as("most rounds are close").isGreaterThan(ROUNDS / 2);
    assertNoneOverlap(accepted);
    rm.complete(Types.SMALL, "Uninstall", id, Map.of());
  }

  @Test
  void twinsOfOneKeyAreOneRequest() {
    String id = rm.install(Types.SMALL, Map.of());
    for (int round = 0; round < ROUNDS; round++) {
      ObjectNode body = rm.body(Types.SMALL, round % 2 == 0 ? "Start" : "Stop", id);
      String key = UUID.randomUUID().toString();

      List<Answer> twins =
          together(
              CLIENTS,
              () -> rm.post("/lifecycle/transitions", body.toString(), "Idempotency-Key", key));

      assertThat(twins).allMatch(answer -> answer.status() == 202);
      assertThat(twins).extracting(Answer::text).containsOnly(twins.get(0).text());
      assertThat(twins)
          .extracting(answer -> answer.headers().get("location"))
          .containsOnly(twins.get(0).headers().get("location"));
      rm.end(requestId(twins.get(0)));
    }
    JsonNode requests = rm.get("/lifecycle/transitions?resourceId=" + id).json();
    assertThat(requests.get("items")).hasSize(ROUNDS + 1);
    rm.complete(Types.SMALL, "Uninstall", id, Map.of());
  }

  @Test
  void onboardingDisturbsNoTransition() throws IOException {
    byte[] guest = guest();
    CompletableFuture<List<JsonNode>> first = load();
    CompletableFuture<List<JsonNode>> second = load();

    for (int i = 0; i < ONBOARDINGS; i++) {
      assertThat(rm.put("/onboarding").status()).isLessThan(300);
      Answer uploaded = Upload.replace(rm, guest);
      assertThat(uploaded.status()).as(uploaded.text()).isLessThan(300);
      if (i == 0) {
        rm.awaitPublished(GUEST);
        rm.complete(GUEST, "Uninstall", rm.install(GUEST, Map.of()), Map.of());
      }
      assertThat(Upload.delete(rm, GUEST).status()).isEqualTo(204);
    }

    for (JsonNode end :
        List.of(first.join(), second.join()).stream().flatMap(List::stream).toList()) {
      assertThat(end.get("requestState").asText()).as("%s", end).isEqualTo("COMPLETED");
    }
    assertThat(Docker.containersOf(manager.location())).isEmpty();
    assertThat(rm.get("/types/" + Types.SMALL).json().get("state").asText()).isEqualTo("PUBLISHED");
  }

  /** Lives of instances, one after the other, while something else goes on. */
  private CompletableFuture<List<JsonNode>> load() {
    return CompletableFuture.supplyAsync(
        () -> {
          List<JsonNode> ends = new ArrayList<>();
          for (int life = 0; life < ONBOARDINGS; life++) {
            String id = rm.install(Types.SMALL, Map.of());
            for (String transition : List.of("Start", "Stop", "Uninstall")) {
              ends.add(rm.run(Types.SMALL, transition, id, Map.of()));
            }
          }
          return ends;
        },
        threads);
  }

  private static byte[] guest() throws IOException {
    String descriptor = Files.readString(SMALL.resolve("resource.yml"));
    return new Zip()
        .with("resource.yml", descriptor.replace(Types.SMALL, GUEST))
        .with(
            "Dockerfile",
            "FROM debian:bookworm-slim\nADD lifecycle /opt/lifecycle\nSTOPSIGNAL SIGKILL\nCMD [\"sleep\", \"infinity\"]\n")
        .with(
            "lifecycle/lifecycle.yaml", Files.readString(SMALL.resolve("lifecycle/lifecycle.yaml")))
        .with("lifecycle/nothing.sh", "#!/bin/sh\nexit 0\n")
        .bytes();
  }

  private void assertNoneOverlap(List<String> requestIds) {
    List<JsonNode> requests =
        requestIds.stream()
            .map(id -> rm.get("/lifecycle/transitions/" + id).json())
            .sorted(Comparator.comparing(request -> time(request, "startedAt")))
            .toList();
    for (int i = 1; i < requests.size(); i++) {
      assertThat(time(requests.get(i), "startedAt"))
          .isAfterOrEqualTo(time(requests.get(i - 1), "finishedAt"));
    }
  }

  private static OffsetDateTime time(JsonNode request, String field) {
    return OffsetDateTime.parse(request.get(field).asText());
  }

  private static String requestId(Answer answer) {
    return answer.json().get("requestId").asText();
  }

  /** The answers of calls that begin together. */
  private List<Answer> together(int calls, Supplier<Answer> call) {
    CyclicBarrier barrier = new CyclicBarrier(calls);
    Supplier<Answer> one =
        () -> {
          try {
            barrier.await();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
          return call.get();
        };
    return Stream.generate(() -> CompletableFuture.supplyAsync(one, threads))
        .limit(calls)
        .toList()
        .stream()
        .map(CompletableFuture::join)
        .toList();
  }
}
