package org.dockerrm.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.dockerrm.metric.MetricValue.Integrity.BROKEN;
import static org.dockerrm.metric.MetricValue.Integrity.OK;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.ResourceState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Policies over PostgreSQL, with two nodes on one database. */
@Tag("long")
class PoliciesOnPostgresIT extends PoliciesContract {

  private static final int MANY = 40;

  private EmbeddedPostgres postgres;
  private PolicyNode other;

  @Override
  List<String> database() throws IOException {
    if (postgres == null) {
      postgres = EmbeddedPostgres.start();
    }
    return List.of(
        "spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
        "spring.datasource.username=postgres");
  }

  @BeforeAll
  void startsAnother() throws Exception {
    other = another();
  }

  @AfterAll
  void stopsAll() throws IOException {
    other.close();
    postgres.close();
  }

  @Test
  void twoNodesThatHearTheSameFireOnce() throws InterruptedException {
    List<String> ids = Stream.generate(() -> node().active()).limit(MANY).toList();
    other.bean(PolicySubjects.class).refresh();
    List<Thread> threads = new ArrayList<>();
    for (PolicyNode one : List.of(node(), other)) {
      for (int again = 0; again < 2; again++) {
        threads.add(
            new Thread(
                () -> {
                  for (int i = 0; i < 5; i++) {
                    ids.forEach(id -> one.report(id, BROKEN));
                  }
                }));
      }
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }

    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> ids.stream().noneMatch(id -> node().requests(id).isEmpty()));
    pause();
    assertThat(ids).allSatisfy(id -> assertThat(node().requests(id)).containsExactly("Heal"));
  }

  @Test
  void twoNodesThatHearHalfOfItCountTogether() {
    String id = node().active();
    other.bean(PolicySubjects.class).refresh();
    node().report(id, BROKEN);
    await().until(() -> node().status(id, "heal").count() == 1);
    other.report(id, BROKEN);
    await().until(() -> node().status(id, "heal").count() == 2);
    assertThat(node().requests(id)).isEmpty();

    node().report(id, BROKEN);

    awaitRequests(id, "Heal");
  }

  @Test
  void anOkAtTheOtherNodeResets() {
    String id = node().active();
    other.bean(PolicySubjects.class).refresh();
    other.report(id, OK);
    node().report(id, BROKEN, BROKEN);
    await().until(() -> node().status(id, "heal").count() == 2);

    other.report(id, OK);

    await().atMost(Duration.ofSeconds(5)).until(() -> node().status(id, "heal").count() == 0);
    assertThat(node().requests(id)).isEmpty();
  }

  @Test
  void twoNodesThatSeeADeathFireOnce() {
    String id = node().active();
    other.bean(PolicySubjects.class).refresh();
    node().bean(Inventory.class).setState(id, ResourceState.Broken, "container ended");
    other.bean(PolicyMonitor.class);
    other.bean(PolicySubjects.class).learn(id);

    awaitRequests(id, "Heal");
    pause();
    assertThat(node().requests(id)).containsExactly("Heal");
  }
}
