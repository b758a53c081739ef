package org.dockerrm.inventory;

import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads keys and names alone; networks and the like that were found on a host do not publish. */
@Repository
class JdbcMetricKeys implements MetricKeys {

  private final JdbcClient jdbc;

  JdbcMetricKeys(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public boolean isTaken(String metricKey) {
    return jdbc.sql("select 1 from resource_instance where metric_key = ? fetch first 1 row only")
        .param(metricKey)
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  @Override
  public List<Publisher> publishers(Collection<String> metricKeys) {
    if (metricKeys.isEmpty()) {
      return List.of();
    }
    return jdbc.sql(
            """
            select metric_key, resource_id, resource_name, resource_type, location
            from resource_instance where metric_key in (:keys) and not read_only
            """)
        .param("keys", metricKeys)
        .query(
            (row, number) ->
                new Publisher(
                    row.getString("metric_key"),
                    row.getString("resource_id"),
                    row.getString("resource_name"),
                    row.getString("resource_type"),
                    row.getString("location")))
        .list();
  }
}
