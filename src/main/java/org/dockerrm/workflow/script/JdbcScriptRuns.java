package org.dockerrm.workflow.script;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The scripts that run or ran, with what they wrote: a part of the run's record. */
@Repository
class JdbcScriptRuns {

  private static final String UNFINISHED =
      """
      select run_id, request_id, resource_id, execution_id, activity_instance_id, script
      from script_run where finished_at is null\
      """;

  private final JdbcClient jdbc;
  private final Clock clock;

  JdbcScriptRuns(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  void add(ScriptRun run) {
    jdbc.sql(
            """
            insert into script_run (run_id, request_id, resource_id, execution_id,
              activity_instance_id, script, started_at)
            values (:id, :request, :resource, :execution, :activity, :script, :now)
            """)
        .param("id", run.runId())
        .param("request", run.requestId())
        .param("resource", run.resourceId())
        .param("execution", run.executionId())
        .param("activity", run.activityInstanceId())
        .param("script", run.script())
        .param("now", Timestamp.from(clock.instant()))
        .update();
  }

  /** Keeps how a script ended; the exit code is null where that cannot be known. */
  void finish(String runId, @Nullable Integer exitCode, String output) {
    jdbc.sql(
            """
            update script_run set exit_code = :code, output = :output, finished_at = :now
            where run_id = :id and finished_at is null
            """)
        .param("code", exitCode)
        .param("output", output)
        .param("now", Timestamp.from(clock.instant()))
        .param("id", runId)
        .update();
  }

  /** The scripts that processes wait for. */
  List<ScriptRun> unfinished() {
    return jdbc.sql(UNFINISHED + " order by started_at").query(JdbcScriptRuns::read).list();
  }

  /** The scripts of a request whose end is not known yet. */
  List<ScriptRun> unfinished(String requestId) {
    return jdbc.sql(UNFINISHED + " and request_id = :request")
        .param("request", requestId)
        .query(JdbcScriptRuns::read)
        .list();
  }

  private static ScriptRun read(ResultSet row, int number) throws SQLException {
    return new ScriptRun(
        row.getString("run_id"),
        row.getString("request_id"),
        row.getString("resource_id"),
        row.getString("execution_id"),
        row.getString("activity_instance_id"),
        row.getString("script"));
  }
}
