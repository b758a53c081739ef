package org.dockerrm.catalog.packages;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Remembers over restarts when each type came and when its package changed last. */
final class TypeTimes {

  private final JdbcClient jdbc;
  private final Clock clock;

  TypeTimes(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Takes in the content hashes of all types there are, forgets all others, and answers each type's
   * times. An empty hash is one that could not be made: it counts as unchanged.
   */
  Map<String, Times> remember(Map<String, String> hashes) {
    Map<String, Row> rows = rows();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Map<String, Times> times = new LinkedHashMap<>();
    hashes.forEach(
        (type, hash) -> {
          Row row = rows.remove(type);
          times.put(type, row == null ? insert(type, hash, now) : update(row, hash, now));
        });
    rows.keySet().forEach(this::delete);
    return Collections.unmodifiableMap(times);
  }

  private Map<String, Row> rows() {
    return jdbc
        .sql("select type_name, content_hash, created_at, last_modified_at from resource_type")
        .query(TypeTimes::row)
        .list()
        .stream()
        .collect(Collectors.toMap(Row::type, Function.identity()));
  }

  private static Row row(ResultSet result, int number) throws SQLException {
    return new Row(
        result.getString("type_name"),
        result.getString("content_hash"),
        new Times(
            result.getObject("created_at", OffsetDateTime.class).toInstant(),
            result.getObject("last_modified_at", OffsetDateTime.class).toInstant()));
  }

  private Times insert(String type, String hash, Instant now) {
    try {
      jdbc.sql(
              "insert into resource_type (type_name, content_hash, created_at, last_modified_at)"
                  + " values (:type, :hash, :now, :now)")
          .param("type", type)
          .param("hash", hash)
          .param("now", now.atOffset(ZoneOffset.UTC))
          .update();
    } catch (DuplicateKeyException e) {
      // Another manager on the same database was faster; its row is as good.
      return new Times(now, now);
    }
    return new Times(now, now);
  }

  private Times update(Row row, String hash, Instant now) {
    if (hash.isEmpty() || hash.equals(row.hash)) {
      return row.times;
    }
    jdbc.sql(
            "update resource_type set content_hash = :hash, last_modified_at = :now"
                + " where type_name = :type")
        .param("type", row.type)
        .param("hash", hash)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
    return new Times(row.times.createdAt, now);
  }

  private void delete(String type) {
    jdbc.sql("delete from resource_type where type_name = :type").param("type", type).update();
  }

  /** When a type came into the catalog and when its package changed last. */
  record Times(Instant createdAt, Instant lastModifiedAt) {}

  private record Row(String type, String hash, Times times) {}
}
