package org.dockerrm.event;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The statements of table {@code outbox}, the same on H2 and PostgreSQL.
 *
 * <p>Order is kept by the choice of what may be sent: only the oldest unsent message of each key,
 * and only if no other publisher holds its row. The next message of a key can be chosen when the
 * one before it is committed as sent, and not before, whichever manager does it.
 */
final class OutboxTable {

  static final int WINDOW = 1000;

  private static final int DELETED_AT_ONCE = 1000;

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

  /**
   * Locks the oldest unsent message of each key for the caller's transaction, oldest first. Looks
   * at the first {@link #WINDOW} unsent messages: the first one of a key in there is its oldest.
   */
  List<OutboxMessage> lockHeads(int limit) {
    List<Long> heads = heads(limit);
    return heads.isEmpty()
        ? List.of()
        : jdbc.sql(
                """
                select id, record_key, payload from outbox
                 where id in (:ids) and sent_at is null
                 order by id
                   for update skip locked
                """)
            .param("ids", heads)
            .query(
                (row, number) ->
                    new OutboxMessage(row.getLong(1), row.getString(2), row.getString(3)))
            .list();
  }

  private List<Long> heads(int limit) {
    Map<String, Long> heads = new LinkedHashMap<>();
    // Ordered by both columns of the index, so that a long backlog is not sorted each time.
    jdbc.sql(
            """
            select id, record_key from outbox where sent_at is null
             order by sent_at, id limit :window
            """)
        .param("window", WINDOW)
        .query((RowCallbackHandler) row -> heads.putIfAbsent(row.getString(2), row.getLong(1)));
    return heads.values().stream().limit(limit).toList();
  }

  void markSent(List<Long> ids) {
    jdbc.sql("update outbox set sent_at = :now where id in (:ids)")
        .param("now", now())
        .param("ids", ids)
        .update();
  }

  /** Takes a message out of the way of those behind it, in the caller's transaction. */
  void park(long id, String reason) {
    jdbc.sql(
            """
            insert into outbox_parked (id, record_key, payload, created_at, parked_at, reason)
            select id, record_key, payload, created_at, :now, :reason from outbox where id = :id
            """)
        .param("now", now())
        .param("reason", reason)
        .param("id", id)
        .update();
    jdbc.sql("delete from outbox where id = :id").param("id", id).update();
  }

  /** How many messages are parked. */
  long parked() {
    return jdbc.sql("select count(*) from outbox_parked").query(Long.class).single();
  }

  /** Deletes what was sent longer ago than that, a bounded number in each transaction. */
  int deleteSent(Duration age) {
    int all = 0;
    int deleted;
    do {
      deleted = deleteSomeSent(age);
      all += deleted;
    } while (deleted == DELETED_AT_ONCE);
    return all;
  }

  private int deleteSomeSent(Duration age) {
    return jdbc.sql(
            """
            delete from outbox where id in (
              select id from outbox where sent_at < :limit order by sent_at limit :some)
            """)
        .param("limit", now().minus(age))
        .param("some", DELETED_AT_ONCE)
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
