package org.dockerrm.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.dockerrm.metric.MetricValue.Integrity.BROKEN;
import static org.dockerrm.metric.MetricValue.Integrity.OK;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.ResourceState;
import org.dockerrm.metric.MetricValue.Load;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Policies over a real database; each case has an instance of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PoliciesContract {

  private static final Duration SOON = Duration.ofSeconds(2);

  /** Long enough for whatever would fire wrongly. */
  private static final Duration A_WHILE = Duration.ofMillis(700);

  private PolicyNode node;

  /** The {@code spring.datasource} properties, for any number of nodes. */
  abstract List<String> database() throws Exception;

  @BeforeAll
  void starts() throws Exception {
    node = new PolicyNode(database());
  }

  @AfterAll
  void stops() {
    node.close();
  }

  /** Another node on the same database. */
  PolicyNode another() throws Exception {
    return new PolicyNode(database());
  }

  PolicyNode node() {
    return node;
  }

  @Test
  void firesAfterExactlySmoothingReports() {
    String id = node.active();
    node.report(id, BROKEN, BROKEN, OK, BROKEN, BROKEN);
    assertNothing(id);
    assertThat(node.status(id, "heal"))
        .matches(status -> status.count() == 2)
        .matches(status -> "Heal".equals(status.asked()))
        .matches(status -> "2 of 3 reports in a row".equals(status.waitsFor()))
        .matches(status -> Integer.valueOf(6).equals(status.budgetLeft()));

    node.report(id, BROKEN);

    awaitRequests(id, "Heal");
    assertThat(node.status(id, "heal"))
        .matches(status -> status.count() == 0)
        .matches(status -> status.firingsInTheHour() == 1)
        .matches(status -> Integer.valueOf(5).equals(status.budgetLeft()))
        .matches(status -> status.lastRequestId() != null)
        .matches(status -> String.valueOf(status.waitsFor()).startsWith("Heal is open"));
  }

  @Test
  void firesOnceForReportsThatComeAgain() {
    String id = node.active();
    node.report(id, BROKEN, BROKEN, BROKEN);
    awaitRequests(id, "Heal");
    node.endRequests(id);

    node.report(id, BROKEN, BROKEN, BROKEN, BROKEN, BROKEN, BROKEN);

    pause();
    assertThat(node.requests(id)).containsExactly("Heal");
  }

  @Test
  void firesAtOnceWhereAContainerDiedInService() {
    String id = node.active();
    Instant died = Instant.ofEpochMilli(System.nanoTime() / 1_000_000);

    node.bean(Inventory.class).setState(id, ResourceState.Broken, "container ended");

    awaitRequests(id, "Heal");
    assertThat(Instant.ofEpochMilli(System.nanoTime() / 1_000_000)).isBefore(died.plus(SOON));
  }

  @Test
  void leavesAloneWhatDiedOutOfServiceOrWasBrokenByATransition() {
    String inactive = node.active();
    node.bean(Inventory.class).setState(inactive, ResourceState.Inactive);
    node.bean(Inventory.class).setState(inactive, ResourceState.Broken, "container ended");
    String failed = node.active();
    node.bean(Inventory.class).setState(failed, ResourceState.Broken);

    pause();
    assertThat(node.requests(inactive)).isEmpty();
    assertThat(node.requests(failed)).isEmpty();
    assertThat(node.status(inactive, "heal").waitsFor()).isEqualTo("the instance is Broken");
  }

  @Test
  void triesAgainAsLongAsTheReasonHolds() {
    String id = node.active();
    node.openRequest(id);
    node.report(id, BROKEN, BROKEN, BROKEN, BROKEN);
    pause();
    assertThat(node.requests(id)).containsExactly("Reconfigure");
    assertThat(node.status(id, "heal"))
        .matches(status -> status.count() == 3)
        .matches(status -> status.firingsInTheHour() == 0)
        .matches(status -> String.valueOf(status.waitsFor()).startsWith("Reconfigure is open"));

    node.endRequests(id);

    await().atMost(Duration.ofSeconds(5)).until(() -> node.requests(id).contains("Heal"));
  }

  @Test
  void firesForReportsThatDoNotCome() {
    String id = node.active();
    String silentSinceStart = node.active();
    node.report(id, OK);

    await().atMost(Duration.ofSeconds(7)).until(() -> node.requests(id).contains("Heal"));

    assertThat(node.requests(silentSinceStart)).isEmpty();
  }

  @Test
  void aStartBeginsAnew() {
    String id = node.active();
    node.report(id, BROKEN, BROKEN);
    node.bean(Inventory.class).setState(id, ResourceState.Inactive);
    node.report(id, BROKEN, BROKEN, BROKEN);
    node.bean(Inventory.class).setState(id, ResourceState.Active);

    node.report(id, BROKEN, BROKEN);

    assertNothing(id);
    assertThat(node.status(id, "heal").count()).isEqualTo(2);
  }

  @Test
  void losesNothingToASlowDatabaseAndDelaysNoReport() throws Exception {
    String id = node.active();
    String other = node.active();
    node.report(id, BROKEN);
    await().until(() -> node.status(id, "heal").count() == 1);
    CountDownLatch locked = new CountDownLatch(1);
    CountDownLatch enough = new CountDownLatch(1);
    Thread slow = new Thread(() -> holdTheRow(id, locked, enough));
    slow.start();
    locked.await();

    long before = System.nanoTime();
    node.report(id, BROKEN, BROKEN);
    for (int i = 0; i < 10_000; i++) {
      node.report(id, BROKEN);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
    pause();
    assertThat(node.requests(id)).isEmpty();
    enough.countDown();
    slow.join();

    await().atMost(Duration.ofSeconds(6)).until(() -> node.requests(id).contains("Heal"));
    assertThat(node.requests(other)).isEmpty();
  }

  @Test
  void scalesByTheMeanOfItsCluster() {
    String id = node.active();

    for (int i = 0; i < 20 && node.requests(id).isEmpty(); i++) {
      node.report(id, new Load(90), new Load(95));
      pause(Duration.ofMillis(250));
    }

    awaitRequests(id, "ScaleOut");
    assertThat(node.status(id, "scale"))
        .matches(status -> status.firingsInTheHour() == 1)
        .matches(status -> status.budgetLeft() == null);
  }

  @Test
  void anIdleClusterAtItsMinimumWritesNothing() {
    String id = node.active();
    for (int i = 0; i < 8; i++) {
      node.report(id, new Load(0));
      pause(Duration.ofMillis(150));
    }

    assertThat(rows(id)).isZero();
    assertThat(node.requests(id)).isEmpty();
  }

  @Test
  void reportsThatAreFineWriteOneRowAndNoMore() {
    String id = node.active();
    node.report(id, OK);
    await().until(() -> rows(id) == 1);
    Instant written = changed(id);

    for (int i = 0; i < 1000; i++) {
      node.report(id, OK);
    }

    pause();
    assertThat(changed(id)).isEqualTo(written);
  }

  private void holdTheRow(String id, CountDownLatch locked, CountDownLatch enough) {
    node.bean(TransactionOperations.class)
        .executeWithoutResult(
            status -> {
              node.bean(JdbcClient.class)
                  .sql("select policy from policy_state where resource_id = ? for update")
                  .param(id)
                  .query(String.class)
                  .list();
              locked.countDown();
              try {
                enough.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private int rows(String id) {
    return node.bean(JdbcClient.class)
        .sql("select count(*) from policy_state where resource_id = ?")
        .param(id)
        .query(Integer.class)
        .single();
  }

  private Instant changed(String id) {
    return node.bean(JdbcClient.class)
        .sql("select changed_at from policy_state where resource_id = ?")
        .param(id)
        .query((row, number) -> row.getTimestamp(1).toInstant())
        .single();
  }

  void assertNothing(String id) {
    pause();
    assertThat(node.requests(id)).isEmpty();
  }

  void awaitRequests(String id, String... names) {
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() -> assertThat(new ArrayList<>(node.requests(id))).containsExactly(names));
  }

  static void pause() {
    pause(A_WHILE);
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
