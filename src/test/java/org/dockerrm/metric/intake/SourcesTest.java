package org.dockerrm.metric.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.dockerrm.config.Settings;
import org.dockerrm.inventory.MetricKeys;
import org.dockerrm.support.SetClock;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;

class SourcesTest {

  private final Table table = new Table();
  private final SetClock clock = new SetClock(Instant.EPOCH);
  private final Sources sources = new Sources(table, settings(), clock);

  @Test
  void knowsWhoPublishedBeforeWhileTheDatabaseIsAway() {
    table.add("k", "r", "name");
    assertThat(sources.find("k")).isInstanceOf(SourceLookup.Known.class);
    table.away = true;

    sources.refresh();

    assertThat(sources.find("k")).isInstanceOf(SourceLookup.Known.class);
    assertThat(sources.find("other")).isInstanceOf(SourceLookup.Away.class);
  }

  @Test
  void asksForAStrangerOnlyEveryTwoSeconds() {
    for (int i = 0; i < 10; i++) {
      assertThat(sources.find("k")).isInstanceOf(SourceLookup.Unknown.class);
    }
    assertThat(table.asked).isEqualTo(1);
    table.add("k", "r", "name");
    clock.advance(Duration.ofSeconds(3));
    assertThat(sources.find("k")).isInstanceOf(SourceLookup.Known.class);
  }

  @Test
  void bringsNamesUpToDateAndForgetsWhoIsGoneOrNotAlone() {
    table.add("k1", "r1", "old");
    table.add("k2", "r2", "n");
    table.add("k3", "r3", "n");
    List.of("k1", "k2", "k3").forEach(sources::find);
    table.rows.clear();
    table.add("k1", "r1", "new");
    table.add("k3", "r3", "n");
    table.add("k3", "r4", "n");

    sources.refresh();

    assertThat(sources.resourceIds()).containsExactly("r1");
    assertThat(sources.find("k1"))
        .isInstanceOfSatisfying(
            SourceLookup.Known.class,
            known -> assertThat(known.source().publisher().resourceName()).isEqualTo("new"));
    assertThat(sources.find("k2")).isInstanceOf(SourceLookup.Unknown.class);
    assertThat(sources.find("k3")).isInstanceOf(SourceLookup.Several.class);
  }

  private static Settings settings() {
    return new Settings(
        "rm",
        "1",
        List.of(),
        List.of(Path.of("csars")),
        false,
        new Settings.KafkaSettings(Optional.empty(), Optional.empty()),
        Optional.empty(),
        false,
        Duration.ofMinutes(1),
        Duration.ofDays(1));
  }

  private static final class Table implements MetricKeys {

    private final List<Publisher> rows = new ArrayList<>();
    private boolean away;
    private int asked;

    void add(String key, String id, String name) {
      rows.add(new Publisher(key, id, name, "t", "l"));
    }

    @Override
    public boolean isTaken(String metricKey) {
      return rows.stream().anyMatch(row -> row.metricKey().equals(metricKey));
    }

    @Override
    public List<Publisher> publishers(Collection<String> metricKeys) {
      asked++;
      if (away) {
        throw new QueryTimeoutException("away");
      }
      return rows.stream().filter(row -> metricKeys.contains(row.metricKey())).toList();
    }
  }
}
