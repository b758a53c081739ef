package org.dockerrm.inventory;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Kept as text: a database cuts the nanoseconds by which starts differ. */
@Repository
class JdbcContainerStarts implements ContainerStarts {

  private final JdbcClient jdbc;

  JdbcContainerStarts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private record Start(String resourceId, Instant at) {}

  @Override
  public void record(String resourceId, Instant startedAt) {
    jdbc.sql("update resource_instance set container_started_at = :at where resource_id = :id")
        .param("at", startedAt.toString())
        .param("id", resourceId)
        .update();
  }

  @Override
  public Optional<Instant> find(String resourceId) {
    return jdbc.sql(
            """
            select container_started_at from resource_instance
            where resource_id = :id and container_started_at is not null
            """)
        .param("id", resourceId)
        .query(String.class)
        .optional()
        .map(Instant::parse);
  }

  @Override
  public Map<String, Instant> inLocation(String location) {
    return jdbc
        .sql(
            """
            select resource_id, container_started_at from resource_instance
            where location = :location and container_started_at is not null
            """)
        .param("location", location)
        .query((row, number) -> new Start(row.getString(1), Instant.parse(row.getString(2))))
        .list()
        .stream()
        .collect(Collectors.toMap(Start::resourceId, Start::at));
  }
}
