package org.dockerrm.policy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dockerrm.transition.PolicyAction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The states in the database, a row for each policy that has something to remember. */
@Repository
class JdbcPolicyStates {

  private static final String SELECT =
      """
      select resource_id, policy, asked, asked_count, since, message, reporting, attempts,
             changed_at, last_fired_at
      from policy_state\
      """;
  private static final String KEY = " where resource_id = :id and policy = :policy";

  private record Row(PolicyKey key, PolicyState state) {}

  private record Firing(PolicyKey key, Instant at) {}

  private final JdbcClient jdbc;

  JdbcPolicyStates(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The state, locked until the caller's transaction ends; made where there is none.
   *
   * @throws org.springframework.dao.DuplicateKeyException where another node made it just now
   */
  PolicyState lock(PolicyKey key, Instant now) {
    Optional<Row> row =
        keyed(SELECT + KEY + " for update", key).query(JdbcPolicyStates::read).optional();
    if (row.isPresent()) {
      return row.get().state().withFirings(firings(key, now));
    }
    keyed(
            """
            insert into policy_state (resource_id, policy, asked_count, reporting, attempts,
              changed_at)
            values (:id, :policy, 0, false, 0, :now)
            """,
            key)
        .param("now", Timestamp.from(now))
        .update();
    return PolicyState.NONE;
  }

  void save(PolicyKey key, PolicyState state) {
    keyed(
            """
            update policy_state set asked = :asked, asked_count = :count, since = :since,
              message = :message, reporting = :reporting, attempts = :attempts,
              changed_at = :changed, last_fired_at = :fired\
            """
                + KEY,
            key)
        .param("asked", state.asked() == null ? null : state.asked().name())
        .param("count", state.count())
        .param("since", timestamp(state.since()))
        .param("message", state.message())
        .param("reporting", state.reporting())
        .param("attempts", state.attempts())
        .param("changed", Timestamp.from(state.changedAt()))
        .param("fired", timestamp(state.lastFiredAt()))
        .update();
  }

  void addFiring(PolicyKey key, PolicyAction action, String requestId, Instant at) {
    keyed("delete from policy_firing" + KEY + " and fired_at <= :old", key)
        .param("old", Timestamp.from(at.minus(PolicyState.HOUR)))
        .update();
    keyed(
            """
            insert into policy_firing (resource_id, policy, fired_at, action, request_id)
            values (:id, :policy, :at, :action, :request)
            """,
            key)
        .param("at", Timestamp.from(at))
        .param("action", action.name())
        .param("request", requestId)
        .update();
  }

  Optional<PolicyState> find(PolicyKey key, Instant now) {
    return keyed(SELECT + KEY, key)
        .query(JdbcPolicyStates::read)
        .optional()
        .map(row -> row.state().withFirings(firings(key, now)));
  }

  /** The request that the latest firing made, as long as firings are kept. */
  Optional<String> latestRequest(PolicyKey key) {
    return keyed(
            "select request_id from policy_firing" + KEY + " order by fired_at desc limit 1", key)
        .query(String.class)
        .optional();
  }

  /** All states, for a start. */
  Map<PolicyKey, PolicyState> all(Instant now) {
    Map<PolicyKey, List<Instant>> firings =
        jdbc
            .sql(
                """
                select resource_id, policy, fired_at from policy_firing
                where fired_at > :hourAgo order by fired_at
                """)
            .param("hourAgo", Timestamp.from(now.minus(PolicyState.HOUR)))
            .query((row, number) -> new Firing(key(row), instant(row, "fired_at")))
            .list()
            .stream()
            .collect(
                Collectors.groupingBy(
                    Firing::key, Collectors.mapping(Firing::at, Collectors.toList())));
    Map<PolicyKey, PolicyState> states = new HashMap<>();
    rows(SELECT)
        .forEach(
            (key, state) ->
                states.put(key, state.withFirings(firings.getOrDefault(key, List.of()))));
    return states;
  }

  /** The states in which something is counted, without their firings. */
  Map<PolicyKey, PolicyState> counting() {
    return rows(SELECT + " where asked_count > 0");
  }

  /** Removes what is left of instances that are gone, and firings that do not count any more. */
  void removeLeftOvers(Instant now) {
    jdbc.sql(
            """
            delete from policy_state where not exists (
              select 1 from resource_instance i where i.resource_id = policy_state.resource_id)
            """)
        .update();
    jdbc.sql("delete from policy_firing where fired_at <= :old")
        .param("old", Timestamp.from(now.minus(PolicyState.HOUR)))
        .update();
  }

  private List<Instant> firings(PolicyKey key, Instant now) {
    return keyed(
            "select fired_at from policy_firing"
                + KEY
                + " and fired_at > :hourAgo order by fired_at",
            key)
        .param("hourAgo", Timestamp.from(now.minus(PolicyState.HOUR)))
        .query((row, number) -> row.getTimestamp("fired_at").toInstant())
        .list();
  }

  private Map<PolicyKey, PolicyState> rows(String sql) {
    return jdbc.sql(sql).query(JdbcPolicyStates::read).list().stream()
        .collect(Collectors.toMap(Row::key, Row::state));
  }

  private JdbcClient.StatementSpec keyed(String sql, PolicyKey key) {
    return jdbc.sql(sql).param("id", key.resourceId()).param("policy", key.policy());
  }

  private static Row read(ResultSet row, int number) throws SQLException {
    String asked = row.getString("asked");
    return new Row(
        key(row),
        new PolicyState(
            asked == null ? null : PolicyAction.valueOf(asked),
            row.getInt("asked_count"),
            nullable(row, "since"),
            row.getString("message"),
            row.getBoolean("reporting"),
            row.getInt("attempts"),
            instant(row, "changed_at"),
            nullable(row, "last_fired_at"),
            List.of()));
  }

  private static PolicyKey key(ResultSet row) throws SQLException {
    return new PolicyKey(row.getString("resource_id"), row.getString("policy"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getTimestamp(column).toInstant();
  }

  private static @Nullable Instant nullable(ResultSet row, String column) throws SQLException {
    Timestamp value = row.getTimestamp(column);
    return value == null ? null : value.toInstant();
  }

  private static @Nullable Timestamp timestamp(@Nullable Instant at) {
    return at == null ? null : Timestamp.from(at);
  }
}
