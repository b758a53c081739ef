package org.dockerrm.event;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The statements of table {@code outbox}, the same on H2 and PostgreSQL.
 *
 * <p>Order is kept by the choice of what may be sent: only the oldest unsent message of each key,
 * and only if no other publisher holds its row. The next message of a key can be chosen when the
 * one before it is committed as sent, and not before, whichever manager does it.
 */
final class OutboxTable {

  private final JdbcClient jdbc;
  private final Clock clock;

  OutboxTable(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  void insert(String key, String payload) {
    jdbc.sql("insert into outbox (record_key, payload, created_at) values (:key, :payload, :now)")
        .param("key", key)
        .param("payload", payload)
        .param("now", now())
        .update();
  }

  /** Locks the oldest unsent message of each key for the caller's transaction, oldest first. */
  List<OutboxMessage> lockHeads(int limit) {
    return jdbc.sql(
            """
            select id, record_key, payload from outbox o
             where sent_at is null
               and not exists (select 1 from outbox e
                                where e.record_key = o.record_key and e.sent_at is null
                                  and e.id < o.id)
             order by id limit :limit
               for update skip locked
            """)
        .param("limit", limit)
        .query(
            (row, number) -> new OutboxMessage(row.getLong(1), row.getString(2), row.getString(3)))
        .list();
  }

  void markSent(List<Long> ids) {
    jdbc.sql("update outbox set sent_at = :now where id in (:ids)")
        .param("now", now())
        .param("ids", ids)
        .update();
  }

  /** Deletes what was sent longer ago than that. */
  int deleteSent(Duration age) {
    return jdbc.sql("delete from outbox where sent_at < :limit")
        .param("limit", now().minus(age))
        .update();
  }

  Backlog backlog() {
    return jdbc.sql("select count(*), min(created_at) from outbox where sent_at is null")
        .query(
            (row, number) ->
                new Backlog(row.getLong(1), age(row.getObject(2, OffsetDateTime.class))))
        .single();
  }

  private Duration age(@Nullable OffsetDateTime since) {
    Instant now = clock.instant();
    return since == null || now.isBefore(since.toInstant())
        ? Duration.ZERO
        : Duration.between(since.toInstant(), now);
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
