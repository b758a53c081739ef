package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.SharedManager;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The manager's own figures, and the dashboard that shows them. */
class FiguresIT {

  private static final Pattern NAME =
      Pattern.compile("\\b(?:dockerrm|jvm|hikaricp|http_server)_[a-z_]+[a-z]\\b");

  private static RmClient rm;

  @BeforeAll
  static void runSomething() {
    rm = SharedManager.get().client();
    String id = rm.install(Types.SMALL, Map.of());
    rm.complete(Types.SMALL, "Uninstall", id, Map.of());
  }

  @Test
  void countAndTimeRequestsAndCallsOfEngines() {
    String scrape = rm.get("/actuator/prometheus").text();
    assertThat(scrape)
        .containsPattern(
            "dockerrm_transitions_seconds_count\\{resourceType=\"%s\",result=\"COMPLETED\",transition=\"Install\"} [1-9]"
                .formatted(Types.SMALL))
        .containsPattern(
            "dockerrm_engine_calls_seconds_count\\{call=\"create\",location=\"%s\",outcome=\"ok\"} [1-9]"
                .formatted(rm.location()))
        .containsPattern("(?m)^dockerrm_requests_open [0-9]")
        .containsPattern("(?m)^dockerrm_jobs_executable [0-9]")
        .containsPattern("(?m)^dockerrm_jobs_failed [0-9]")
        .containsPattern("(?m)^dockerrm_outbox_backlog [0-9]")
        .doesNotContain("NaN\n# HELP dockerrm");
  }

  @Test
  void haveADashboardThatAsksOnlyForWhatThereIs() throws IOException {
    JsonNode dashboard =
        new ObjectMapper().readTree(Path.of("docs/grafana-dashboard.json").toFile());
    Set<String> asked =
        dashboard.findValuesAsText("expr").stream()
            .flatMap(expression -> NAME.matcher(expression).results())
            .map(found -> found.group())
            .collect(Collectors.toCollection(TreeSet::new));
    Matcher names = Pattern.compile("(?m)^[a-z_]+").matcher(rm.get("/actuator/prometheus").text());
    Set<String> scraped =
        names.results().map(found -> found.group()).collect(Collectors.toCollection(TreeSet::new));

    assertThat(asked).hasSizeGreaterThan(15);
    assertThat(scraped).containsAll(asked);
  }
}
