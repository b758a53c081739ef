package org.dockerrm.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class MetricKeysTest {

  private final DataSource source =
      new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
  private final JdbcClient jdbc = JdbcClient.create(source);
  private final FluentConfiguration tables = Flyway.configure().dataSource(source);

  @Test
  void instancesThatSharedAKeyBeforeKeysWereUniqueAreKeptAndItsKeyIsTaken() {
    tables.target("9").load().migrate();
    for (String id : List.of("a", "b", "c")) {
      insert(id, id.equals("c") ? "short" : "shared", "");
    }

    Flyway.configure().dataSource(source).load().migrate();

    JdbcMetricKeys keys = new JdbcMetricKeys(jdbc);
    assertThat(keys.publishers(List.of("shared", "short")))
        .extracting(MetricKeys.Publisher::resourceId)
        .containsExactlyInAnyOrder("a", "b", "c");
    assertThat(keys.isTaken("shared")).isTrue();
    assertThat(keys.isTaken("short")).isTrue();
    assertThat(keys.isTaken("free")).isFalse();
    assertThatThrownBy(() -> insert("d", "short", "short"))
        .isInstanceOf(DuplicateKeyException.class);
  }

  private void insert(String id, String key, String unique) {
    String column = unique.isEmpty() ? "" : ", unique_metric_key";
    String value = unique.isEmpty() ? "" : ", '" + unique + "'";
    jdbc.sql(
            """
            insert into resource_instance (resource_id, resource_name, resource_type, location,
              metric_key, read_only, properties, asked_addresses, created_at, last_modified_at%s)
            values (?, 'n', 'resource::t::1.0', 'l', ?, false, '{}', '', now(), now()%s)
            """
                .formatted(column, value))
        .params(id, key)
        .update();
  }
}
