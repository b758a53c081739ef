package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.dockerrm.support.GatedDisk;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an answer has told, a crash does not take back, however slow the disk is. */
class DurableAnswersIT {

  @AfterEach
  void open() {
    GatedDisk.open();
  }

  @Test
  void tellsOfAnEndOnlyWhenItIsWritten() {
    try (Manager manager = Manager.with("probe")) {
      manager.set("spring.datasource.url=" + GatedDisk.url(manager.home() + "/data/gated"));
      RmClient rm = manager.start().client();
      String instance =
          rm.complete(Types.PROBE, "Install", null, Map.of()).get("resourceId").asText();
      String request =
          rm.transition(Types.PROBE, "Configure", instance, Map.of("pause", "2"))
              .json()
              .get("requestId")
              .asText();
      JdbcClient database = manager.bean(JdbcClient.class);
      await("its script runs").until(() -> scripts(database, request).equals(List.of(false)));

      GatedDisk.shut();
      await("others see its end already")
          .atMost(Duration.ofSeconds(20))
          .until(() -> state(database, request).equals("COMPLETED"));
      CompletableFuture<String> told = CompletableFuture.supplyAsync(() -> status(rm, request));

      assertThat(told).as("not visible for clients").matches(answer -> isNotTold(answer));
      GatedDisk.open();
      assertThat(told.join()).isEqualTo("COMPLETED");
    }
  }

  private static boolean isNotTold(CompletableFuture<String> answer) {
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !answer.isDone();
  }

  private static String status(RmClient rm, String request) {
    return rm.get("/lifecycle/transitions/" + request + "/status")
        .json()
        .get("requestState")
        .asText();
  }

  private static String state(JdbcClient database, String request) {
    return database
        .sql("select request_state from transition_request where request_id = ?")
        .param(request)
        .query(String.class)
        .single();
  }

  private static List<Boolean> scripts(JdbcClient database, String request) {
    return database
        .sql("select finished_at is not null from script_run where request_id = ?")
        .param(request)
        .query(Boolean.class)
        .list();
  }
}
