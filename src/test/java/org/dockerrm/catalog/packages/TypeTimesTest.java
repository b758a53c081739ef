package org.dockerrm.catalog.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.dockerrm.catalog.packages.TypeTimes.Times;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class TypeTimesTest {

  static final Instant T1 = Instant.parse("2026-11-21T10:00:00.123Z");
  static final Instant T2 = T1.plusSeconds(60);
  static final Instant T3 = T1.plusSeconds(120);

  private final JdbcClient jdbc = Database.inMemory();

  @Test
  void keepsTimesOverRestartsAndChangesThemWithTheContent() {
    keepsTimes(jdbc);
  }

  static void keepsTimes(JdbcClient jdbc) {
    assertThat(at(jdbc, T1, Map.of("a", "h1", "b", "h1")))
        .isEqualTo(Map.of("a", new Times(T1, T1), "b", new Times(T1, T1)));
    assertThat(at(jdbc, T2, Map.of("a", "h1", "b", "h2", "c", "h1")))
        .isEqualTo(Map.of("a", new Times(T1, T1), "b", new Times(T1, T2), "c", new Times(T2, T2)));
    assertThat(at(jdbc, T3, Map.of("a", "h1", "b", "h2")))
        .isEqualTo(Map.of("a", new Times(T1, T1), "b", new Times(T1, T2)));
  }

  @Test
  void forgetsTypesThatAreGone() {
    at(jdbc, T1, Map.of("a", "h1"));
    at(jdbc, T2, Map.of());

    assertThat(jdbc.sql("select count(*) from resource_type").query(Integer.class).single())
        .isZero();
    assertThat(at(jdbc, T3, Map.of("a", "h1"))).isEqualTo(Map.of("a", new Times(T3, T3)));
  }

  @Test
  void takesAMissingHashAsUnchanged() {
    at(jdbc, T1, Map.of("a", "h1"));

    assertThat(at(jdbc, T2, Map.of("a", ""))).isEqualTo(Map.of("a", new Times(T1, T1)));
    assertThat(at(jdbc, T3, Map.of("a", "h1"))).isEqualTo(Map.of("a", new Times(T1, T1)));
  }

  @Test
  void takesTheLongestNameThereCanBe() {
    String name = "resource::" + "n".repeat(50) + "::" + "123456789.".repeat(4) + "123456789";

    assertThat(org.dockerrm.catalog.TypeName.parse(name)).isPresent();
    assertThat(at(jdbc, T1, Map.of(name, "h"))).containsKey(name);
  }

  private static Map<String, Times> at(JdbcClient jdbc, Instant now, Map<String, String> hashes) {
    return new TypeTimes(jdbc, Clock.fixed(now, ZoneOffset.UTC)).remember(hashes);
  }
}
