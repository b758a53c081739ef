package org.dockerrm.transition;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dockerrm.inventory.LifecycleTransition;
import org.dockerrm.inventory.PropertyText;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The requests in the database, a row each. */
@Repository
class JdbcRequestStore {

  private final JdbcClient jdbc;
  private final PropertyText propertyText;
  private final RequestRow rows;

  JdbcRequestStore(JdbcClient jdbc, PropertyText propertyText) {
    this.jdbc = jdbc;
    this.propertyText = propertyText;
    this.rows = new RequestRow(propertyText);
  }

  /**
   * Adds an open request.
   *
   * @throws org.springframework.dao.DuplicateKeyException where its instance has an open request or
   *     its idempotency key is taken
   */
  void add(Request transition, @Nullable IdempotencyKey key) {
    add(transition, transition.resourceId(), key);
  }

  /**
   * Adds an open request that is a part of another.
   *
   * @param withinParent whether its instance is the parent's, which has that instance's only place
   *     for open requests already
   */
  void addPart(Request part, boolean withinParent) {
    add(part, withinParent ? part.requestId() : part.resourceId(), null);
  }

  private void add(Request transition, String open, @Nullable IdempotencyKey key) {
    jdbc.sql(
            """
            insert into transition_request (request_id, request_state, resource_id,
              resource_name, open_resource_id, resource_manager_id, resource_type, location, transition_name,
              operation, forced, properties, context, remark, step, steps, idempotency_key,
              body_hash, started_at, deadline_at, deadline_check_at,
              parent_request_id)
            values (:id, :state, :resource, :name, :open, :manager, :type, :location, :transition,
              :operation, :forced, :properties, :context, :remark, 0, 0, :key, :hash, :started, :deadline,
              :check, :parent)
            """)
        .param("id", transition.requestId())
        .param("state", transition.state().name())
        .param("resource", transition.resourceId())
        .param("name", transition.resourceName())
        .param("open", open)
        .param("parent", transition.parentRequestId())
        .param("manager", transition.resourceManagerId())
        .param("type", transition.resourceType())
        .param("location", transition.location())
        .param("transition", transition.transitionName())
        .param("operation", transition.operation())
        .param("forced", transition.forced())
        .param("properties", propertyText.write(transition.properties()))
        .param("context", propertyText.write(transition.context()))
        .param("remark", transition.stateReason())
        .param("key", key == null ? null : key.key())
        .param("hash", key == null ? "" : key.meaning())
        .param("started", Timestamp.from(transition.startedAt()))
        .param("deadline", Timestamp.from(transition.deadlineAt()))
        .param("check", checkedAt(transition))
        .update();
    RequestLog.accepted(transition);
  }

  /** A part has no deadline of its own: it ends with its whole. */
  private static @Nullable Timestamp checkedAt(Request request) {
    return request.parentRequestId() == null ? Timestamp.from(request.deadlineAt()) : null;
  }

  void setProcessInstance(String requestId, String processInstanceId) {
    jdbc.sql("update transition_request set process_instance_id = :process where request_id = :id")
        .param("process", processInstanceId)
        .param("id", requestId)
        .update();
  }

  Optional<Request> find(String requestId) {
    return one(" where request_id = :value", requestId);
  }

  /**
   * The request, its row locked until the caller's transaction ends.
   *
   * @return empty where another transaction has it locked
   */
  Optional<Request> lock(String requestId) {
    return one(" where request_id = :value for update skip locked", requestId);
  }

  /** A request, locked until the transaction ends; waits while another transaction holds it. */
  Optional<Request> hold(String requestId) {
    return one(" where request_id = :value for update", requestId);
  }

  /** The open requests that are parts of another, their parts included. */
  List<Request> openParts(String requestId) {
    List<Request> open = new ArrayList<>();
    List<Request> level = openPartsOf(List.of(requestId));
    while (!level.isEmpty()) {
      open.addAll(level);
      level = openPartsOf(level.stream().map(Request::requestId).toList());
    }
    return open;
  }

  private List<Request> openPartsOf(Collection<String> parents) {
    return jdbc.sql(
            RequestRow.SELECT
                + " where parent_request_id in (:parents) and open_resource_id is not null"
                + " order by started_at")
        .param("parents", parents)
        .query(rows)
        .list();
  }

  /**
   * How many parts a request has, their parts included, open or not; stops counting after the level
   * that exceeds {@code most}.
   */
  int countParts(String requestId, int most) {
    int count = 0;
    List<String> level = List.of(requestId);
    while (!level.isEmpty() && count <= most) {
      level =
          jdbc.sql(
                  "select request_id from transition_request where parent_request_id in (:parents)")
              .param("parents", level)
              .query(String.class)
              .list();
      count += level.size();
    }
    return count;
  }

  /** How many parts of a request, open or not, are requests for a transition. */
  int countParts(String requestId, LifecycleTransition transition) {
    return jdbc.sql(
            """
            select count(*) from transition_request
            where parent_request_id = :parent and transition_name = :transition and not operation
            """)
        .param("parent", requestId)
        .param("transition", transition.name())
        .query(Integer.class)
        .single();
  }

  Optional<Request> findOpen(String resourceId) {
    return one(" where open_resource_id = :value", resourceId);
  }

  /** The last request for a transition of an instance, open or not. */
  Optional<Request> findLast(String resourceId, String transition) {
    return jdbc.sql(
            RequestRow.SELECT
                + """
                 where resource_id = :resource and not operation
                   and lower(transition_name) = lower(:transition)
                 order by started_at desc, request_id desc limit 1\
                """)
        .param("resource", resourceId)
        .param("transition", transition)
        .query(rows)
        .optional();
  }

  /** How many requests are open; takes no longer the more there are that have ended. */
  int countOpen() {
    return jdbc.sql("select count(*) from transition_request where open_resource_id > ''")
        .query(Integer.class)
        .single();
  }

  /** The request that came with an idempotency key, if its body was that one. */
  Optional<KeyedTransition> findByKey(String key) {
    return jdbc.sql(
            "select request_id, body_hash from transition_request where idempotency_key = ?")
        .param(key)
        .query((row, number) -> Map.entry(row.getString("request_id"), row.getString("body_hash")))
        .optional()
        .flatMap(found -> find(found.getKey()).map(t -> new KeyedTransition(t, found.getValue())));
  }

  /**
   * A request with the hash of the body that it came with.
   *
   * @param transition the request
   * @param bodyHash hash of its body
   */
  record KeyedTransition(Request transition, String bodyHash) {}

  List<Request> list(RequestQuery query) {
    List<String> conditions = new ArrayList<>();
    Map<String, Object> parameters = new LinkedHashMap<>();
    if (query.state() != null) {
      conditions.add("request_state = :state");
      parameters.put("state", query.state().name());
    }
    if (query.resourceId() != null) {
      conditions.add("resource_id = :resource");
      parameters.put("resource", query.resourceId());
    }
    if (query.resourceName() != null) {
      conditions.add("resource_name = :name");
      parameters.put("name", query.resourceName());
    }
    if (query.resourceType() != null) {
      conditions.add("resource_type = :type");
      parameters.put("type", query.resourceType());
    }
    if (query.transitionName() != null) {
      conditions.add("lower(transition_name) = lower(:transition)");
      parameters.put("transition", query.transitionName());
    }
    if (query.since() != null) {
      conditions.add("started_at >= :since");
      parameters.put("since", Timestamp.from(query.since()));
    }
    if (query.before() != null) {
      conditions.add("(started_at < :before or started_at = :before and request_id < :beforeId)");
      parameters.put("before", Timestamp.from(query.before().startedAt()));
      parameters.put("beforeId", query.before().requestId());
    }
    parameters.put("limit", query.limit());
    String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    return jdbc.sql(
            RequestRow.SELECT + where + " order by started_at desc, request_id desc limit :limit")
        .params(parameters)
        .query(rows)
        .list();
  }

  /**
   * Tells how far an open request is; one that has ended stays as it is.
   *
   * @return whether it is open
   */
  boolean progress(String requestId, Request.Progress progress) {
    return jdbc.sql(
                """
            update transition_request
            set request_state = 'IN_PROGRESS', state_reason = null, step = :step, steps = :steps,
                activity = :activity
            where request_id = :id and open_resource_id is not null
            """)
            .param("step", progress.step())
            .param("steps", progress.steps())
            .param("activity", progress.activity())
            .param("id", requestId)
            .update()
        > 0;
  }

  void explain(String requestId, String reason) {
    jdbc.sql(
            """
            update transition_request set request_state = 'IN_PROGRESS', state_reason = :reason
            where request_id = :id and open_resource_id is not null
            """)
        .param("reason", reason)
        .param("id", requestId)
        .update();
  }

  /** Says what there is to say about an open request; null says nothing any more. */
  void note(String requestId, @Nullable String reason) {
    jdbc.sql(
            """
            update transition_request set state_reason = :reason
            where request_id = :id and open_resource_id is not null
            """)
        .param("reason", reason)
        .param("id", requestId)
        .update();
  }

  /**
   * Adds once to what the client should know however a request ends, unless that is long by now.
   */
  void addRemark(String requestId, String remark) {
    jdbc.sql(
            """
            update transition_request
            set remark = case when remark is null then :remark else remark || '; ' || :remark end
            where request_id = :id
              and (remark is null or length(remark) < 2000 and position(:remark in remark) = 0)
            """)
        .param("remark", remark)
        .param("id", requestId)
        .update();
  }

  void setDeadline(String requestId, Instant deadline) {
    jdbc.sql("update transition_request set deadline_at = :deadline where request_id = :id")
        .param("deadline", Timestamp.from(deadline))
        .param("id", requestId)
        .update();
    checkDeadlineAt(requestId, deadline);
  }

  /** The open requests whose deadline is to be looked at by a time, the longest overdue first. */
  List<String> overdue(Instant now, int most) {
    return jdbc.sql(
            """
            select request_id from transition_request where deadline_check_at <= :now
            order by deadline_check_at limit :most
            """)
        .param("now", Timestamp.from(now))
        .param("most", most)
        .query(String.class)
        .list();
  }

  /** Sets when the deadline of an open request is looked at; that of a part never is. */
  void checkDeadlineAt(String requestId, Instant at) {
    jdbc.sql(
            """
            update transition_request set deadline_check_at = :at
            where request_id = :id and deadline_check_at is not null
            """)
        .param("at", Timestamp.from(at))
        .param("id", requestId)
        .update();
  }

  void setProperties(String requestId, Map<String, String> properties) {
    jdbc.sql("update transition_request set properties = :properties where request_id = :id")
        .param("properties", propertyText.write(properties))
        .param("id", requestId)
        .update();
  }

  /** Keeps the values that an instance had before a request's; those kept first stay. */
  void keepValuesBefore(String requestId, Map<String, String> before) {
    Map<String, String> kept = new LinkedHashMap<>(before);
    kept.putAll(valuesBefore(requestId));
    jdbc.sql("update transition_request set values_before = :before where request_id = :id")
        .param("before", propertyText.write(kept))
        .param("id", requestId)
        .update();
  }

  /** The values that an instance had before it took over those of a request. */
  Map<String, String> valuesBefore(String requestId) {
    return jdbc.sql("select values_before from transition_request where request_id = :id")
        .param("id", requestId)
        .query((row, number) -> Optional.ofNullable(row.getString(1)))
        .optional()
        .flatMap(text -> text)
        .map(propertyText::read)
        .orElse(Map.of());
  }

  /**
   * Ends an open request.
   *
   * @return whether it was open
   */
  boolean finish(
      String requestId,
      RequestState state,
      @Nullable FailureCode code,
      @Nullable String reason,
      Instant finishedAt) {
    return jdbc.sql(
                """
                update transition_request
                set request_state = :state, failure_code = :code, state_reason = :reason,
                    finished_at = :finished, open_resource_id = null,
                    deadline_check_at = null,
                    step = case when :state = 'COMPLETED' then steps else step end,
                    values_before =
                        case when :state = 'COMPLETED' then null else values_before end
                where request_id = :id and open_resource_id is not null
                """)
            .param("state", state.name())
            .param("code", code == null ? null : code.name())
            .param("reason", reason)
            .param("finished", Timestamp.from(finishedAt))
            .param("id", requestId)
            .update()
        > 0;
  }

  private Optional<Request> one(String where, String value) {
    return jdbc.sql(RequestRow.SELECT + where).param("value", value).query(rows).optional();
  }
}
