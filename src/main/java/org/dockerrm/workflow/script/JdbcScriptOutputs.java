package org.dockerrm.workflow.script;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import org.dockerrm.transition.ScriptOutput;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What scripts had written at their end. */
@Repository
class JdbcScriptOutputs {

  private static final String SELECT =
      """
      select r.run_id, r.request_id, r.script, r.exit_code, r.output, r.started_at, r.finished_at,
             t.transition_name
      from script_run r join transition_request t on t.request_id = r.request_id\
      """;

  /** A request repeats its scripts only where a designer's process does. */
  private static final int MOST = 1000;

  private final JdbcClient jdbc;

  JdbcScriptOutputs(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<ScriptOutput> ofInstance(String resourceId, int most) {
    String query = SELECT + " where t.resource_id = :id order by r.started_at desc limit :most";
    return jdbc.sql(query)
        .param("id", resourceId)
        .param("most", most)
        .query(JdbcScriptOutputs::read)
        .list();
  }

  List<ScriptOutput> ofRequest(String requestId) {
    return jdbc.sql(SELECT + " where r.request_id = :id order by r.started_at limit :most")
        .param("id", requestId)
        .param("most", MOST)
        .query(JdbcScriptOutputs::read)
        .list();
  }

  private static ScriptOutput read(ResultSet row, int number) throws SQLException {
    Timestamp finished = row.getTimestamp("finished_at");
    return new ScriptOutput(
        row.getString("run_id"),
        row.getString("request_id"),
        row.getString("transition_name"),
        row.getString("script"),
        row.getTimestamp("started_at").toInstant(),
        finished == null ? null : finished.toInstant(),
        row.getObject("exit_code", Integer.class),
        row.getString("output"),
        0);
  }
}
