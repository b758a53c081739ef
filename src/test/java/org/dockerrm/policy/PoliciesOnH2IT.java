package org.dockerrm.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.dockerrm.metric.MetricValue.Integrity.BROKEN;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.ResourceState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies over a file of H2, with restarts. */
class PoliciesOnH2IT extends PoliciesContract {

  @TempDir private static Path directory;

  @Override
  List<String> database() {
    return at("shared");
  }

  @Test
  void aRestartInTheMiddleOfACountKeepsIt() {
    String id;
    try (PolicyNode first = new PolicyNode(at("restarted"))) {
      id = first.active();
      first.report(id, BROKEN, BROKEN);
    }
    try (PolicyNode second = new PolicyNode(at("restarted"))) {
      assertThat(second.status(id, "heal").count()).isEqualTo(2);
      second.report(id, BROKEN);
      await()
          .atMost(Duration.ofSeconds(2))
          .until(() -> second.requests(id).equals(List.of("Heal")));
      second.endRequests(id);
    }
    try (PolicyNode third = new PolicyNode(at("restarted"))) {
      third.bean(Inventory.class).setState(id, ResourceState.Broken, "container ended");
      pause();
      assertThat(third.requests(id)).as("it cools down").containsExactly("Heal");
    }
  }

  @Test
  void healsWhatDiedWhileItWasAway() {
    String id;
    try (PolicyNode first = new PolicyNode(at("away"))) {
      id = first.active();
      first.bean(PolicyRunner.class).stop();
      first.bean(Inventory.class).setState(id, ResourceState.Broken, "container ended");
    }
    try (PolicyNode second = new PolicyNode(at("away"))) {
      await()
          .atMost(Duration.ofSeconds(2))
          .until(() -> second.requests(id).equals(List.of("Heal")));
    }
  }

  private static List<String> at(String name) {
    return List.of(
        "spring.datasource.url=jdbc:h2:file:"
            + directory.resolve(name)
            + ";WRITE_DELAY=0;OPTIMIZE_REUSE_RESULTS=FALSE",
        "spring.datasource.username=rm");
  }
}
