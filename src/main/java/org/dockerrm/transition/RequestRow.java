package org.dockerrm.transition;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dockerrm.inventory.PropertyText;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/** Reads a request from its row. */
record RequestRow(PropertyText propertyText) implements RowMapper<Request> {

  /** What it needs of the row; conditions follow. */
  static final String SELECT =
      """
      select request_id, request_state, resource_id, resource_name, resource_manager_id, resource_type, location,
             transition_name, operation, forced, properties, context, state_reason, remark, failure_code, step,
             steps, activity, process_instance_id, started_at, finished_at, deadline_at, parent_request_id
      from transition_request\
      """;

  @Override
  public Request mapRow(ResultSet row, int number) throws SQLException {
    String code = row.getString("failure_code");
    Timestamp finished = row.getTimestamp("finished_at");
    return new Request(
        row.getString("request_id"),
        RequestState.valueOf(row.getString("request_state")),
        row.getString("resource_id"),
        row.getString("resource_name"),
        row.getString("resource_manager_id"),
        row.getString("resource_type"),
        row.getString("location"),
        row.getString("transition_name"),
        row.getBoolean("operation"),
        row.getBoolean("forced"),
        propertyText.read(row.getString("properties")),
        propertyText.read(row.getString("context")),
        reason(row),
        code == null ? null : FailureCode.valueOf(code),
        new Request.Progress(row.getInt("step"), row.getInt("steps"), row.getString("activity")),
        row.getString("process_instance_id"),
        row.getTimestamp("started_at").toInstant(),
        finished == null ? null : finished.toInstant(),
        row.getTimestamp("deadline_at").toInstant(),
        row.getString("parent_request_id"));
  }

  private static @Nullable String reason(ResultSet row) throws SQLException {
    String parts =
        Stream.of(row.getString("state_reason"), row.getString("remark"))
            .filter(Objects::nonNull)
            .collect(Collectors.joining("; "));
    return parts.isEmpty() ? null : parts;
  }
}
