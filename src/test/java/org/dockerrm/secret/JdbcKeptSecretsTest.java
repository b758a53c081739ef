package org.dockerrm.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class JdbcKeptSecretsTest {

  private JdbcKeptSecrets kept;

  @BeforeEach
  void makeDatabase() {
    DriverManagerDataSource source =
        new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    Flyway.configure().dataSource(source).load().migrate();
    JdbcClient jdbc = JdbcClient.create(source);
    jdbc.sql(
            """
            insert into resource_instance (resource_id, resource_name, resource_type,
              resource_manager_id, location, metric_key, read_only, properties, created_at,
              last_modified_at)
            values ('i', 'n', 't', 'm', 'l', 'k', false, '{}', :now, :now)
            """)
        .param("now", Timestamp.from(Instant.EPOCH))
        .update();
    kept = new JdbcKeptSecrets(jdbc);
  }

  @Test
  void keepsTheNewestWithinTheirNumber() {
    for (int i = 0; i < 205; i++) {
      assertThat(kept.add("i", List.of("secret" + i))).isTrue();
    }

    assertThat(kept.ofClusterOf("i"))
        .hasSize(200)
        .contains("secret5", "secret204")
        .doesNotContain("secret4");
    assertThat(kept.add("i", List.of("secret204"))).isFalse();
  }

  @Test
  void keepsTheNewestWithinTheirLength() {
    String half = "x".repeat(1 << 19);
    kept.add("i", List.of("first"));
    kept.add("i", List.of("a" + half));
    kept.add("i", List.of("second"));
    kept.add("i", List.of("b" + half));

    assertThat(kept.ofClusterOf("i")).containsExactlyInAnyOrder("second", "b" + half);

    kept.add("i", List.of("c" + half + half + half));
    assertThat(kept.ofClusterOf("i")).containsExactly("c" + half + half + half);
  }
}
