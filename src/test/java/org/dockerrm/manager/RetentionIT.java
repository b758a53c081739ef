package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/**
 * The database stays small however much was done (docs/reference/api.md, "Retention"). {@code
 * -Dretention.rounds=N} does more of it: 12 transitions a round.
 */
@Tag("long")
class RetentionIT {

  private static final int INSTANCES = 4;
  private static final int WAVES = 3;
  private static final int ROUNDS = Integer.getInteger("retention.rounds", 13);
  private static final int FEW = 40;

  /** What the clean-up's own jobs leave for a day. */
  private static final int A_CLEAN_UP = 12;

  /** What depends on processes and users, and not on what was run. */
  private static final List<String> FIXED = List.of("ACT_RU_AUTHORIZATION", "ACT_RU_JOBDEF");

  private static Manager manager;

  @BeforeAll
  static void start() throws IOException {
    manager = Manager.with("probe");
    Path processes = manager.home().resolve("processes");
    FileSystemUtils.copyRecursively(Path.of("processes"), processes);
    try (Stream<Path> files = Files.list(processes).filter(f -> f.toString().endsWith(".bpmn"))) {
      for (Path file : files.toList()) {
        Manager.write(file, Files.readString(file).replace("\"P7D\"", "\"P0D\""));
      }
    }
    manager
        .set("dockerrm.processes-dir=" + processes)
        .set("dockerrm.request-retention=PT3S")
        .set("dockerrm.retention-interval=PT0.5S")
        .start();
    manager.client().awaitPublished(Types.PROBE);
  }

  @AfterAll
  static void stop() {
    manager.close();
  }

  @Test
  void keepsOnlyWhatIsOpenOrRecent() {
    RmClient rm = manager.client();
    List<String> instances = new ArrayList<>();
    for (int i = 0; i < INSTANCES; i++) {
      instances.add(rm.install(Types.PROBE, Map.of()));
    }
    String busy = rm.install(Types.PROBE, Map.of());
    String open = requestId(rm.transition(Types.PROBE, "Configure", busy, Map.of("pause", "300")));
    ObjectNode keyed = rm.body(Types.PROBE, "Reconfigure", instances.get(0));
    String first = post(rm, keyed);
    assertThat(post(rm, keyed)).isEqualTo(first);
    rm.end(first);

    List<Map<String, Long>> after = new ArrayList<>();
    for (int wave = 0; wave < WAVES; wave++) {
      run(rm, instances);
      manager.bean(HistoryService.class).cleanUpHistoryAsync(true);
      awaitOnlyWhatIsOpen();
      after.add(rows(table -> !table.equals("flyway_schema_history")));
    }

    // Whatever tables there are: a wave of transitions leaves nothing in any of them.
    after
        .get(WAVES - 1)
        .forEach(
            (table, count) ->
                assertThat(count)
                    .as("%s after each wave: %s", table, each(after, table))
                    .isLessThan(after.get(0).getOrDefault(table, 0L) + A_CLEAN_UP));
    assertThat(rm.get("/lifecycle/transitions/" + first).status()).isEqualTo(404);
    assertThat(post(rm, keyed)).as("its key is free again").isNotEqualTo(first);
    assertThat(rm.get("/lifecycle/transitions/" + open).json().get("requestState").asText())
        .isEqualTo("IN_PROGRESS");
    assertThat(rm.post("/lifecycle/transitions/" + open + "/cancel", "").status()).isEqualTo(202);
    assertThat(rm.get("/actuator/prometheus").text())
        .contains("dockerrm_outbox_backlog", "dockerrm_outbox_oldest_age_seconds")
        .contains("dockerrm_outbox_sent_total", "dockerrm_outbox_failed_total");
  }

  private static void run(RmClient rm, List<String> instances) {
    for (int round = 0; round < ROUNDS; round++) {
      instances.stream()
          .map(id -> rm.transition(Types.PROBE, "echo", id, Map.of("message", "hello")))
          .map(RetentionIT::requestId)
          .toList()
          .forEach(rm::end);
    }
  }

  private static void awaitOnlyWhatIsOpen() {
    await()
        .atMost(Duration.ofSeconds(40 + ROUNDS / 10))
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> {
              Map<String, Long> rows = rows(RetentionIT::grows);
              assertThat(rows).containsKeys("ACT_HI_PROCINST", "ACT_GE_BYTEARRAY");
              assertThat(rows.values()).as("%s", rows).allMatch(count -> count < FEW);
              assertThat(rows).containsEntry("TRANSITION_REQUEST", 1L);
              assertThat(rows).containsEntry("SCRIPT_RUN", 1L);
              assertThat(rows).containsEntry("ACT_HI_PROCINST", 1L);
            });
  }

  private static List<Long> each(List<Map<String, Long>> after, String table) {
    return after.stream().map(rows -> rows.getOrDefault(table, 0L)).toList();
  }

  private static String post(RmClient rm, ObjectNode body) {
    return requestId(
        rm.post("/lifecycle/transitions", body.toString(), "Idempotency-Key", "the-key"));
  }

  private static String requestId(RmClient.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return answer.json().get("requestId").asText();
  }

  private static Map<String, Long> rows(Predicate<String> wanted) {
    JdbcClient jdbc = manager.bean(JdbcClient.class);
    Map<String, Long> rows = new TreeMap<>();
    jdbc
        .sql(
            """
            select table_name from information_schema.tables
             where table_type = 'BASE TABLE'
               and lower(table_schema) not in ('information_schema', 'pg_catalog')
            """)
        .query(String.class)
        .list()
        .stream()
        .filter(wanted)
        .forEach(
            table ->
                rows.put(
                    table.toUpperCase(Locale.ROOT),
                    jdbc.sql("select count(*) from " + table).query(Long.class).single()));
    return rows;
  }

  /** Whether a table grows with the number of transitions. */
  private static boolean grows(String table) {
    String name = table.toUpperCase(Locale.ROOT);
    return name.startsWith("ACT_HI_")
        || name.startsWith("ACT_RU_") && !FIXED.contains(name)
        || name.equals("ACT_GE_BYTEARRAY")
        || List.of("TRANSITION_REQUEST", "SCRIPT_RUN", "OUTBOX", "INTERNAL_RESOURCE")
            .contains(name);
  }
}
