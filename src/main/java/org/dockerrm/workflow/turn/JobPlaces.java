package org.dockerrm.workflow.turn;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.dockerrm.workflow.step.Variables;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Knows where jobs work, in one query each; what a process definition says stays true. */
@Component
class JobPlaces {

  private static final String START = "${startContainer}";

  private final JdbcClient jdbc;
  private final ObjectProvider<RepositoryService> repository;
  private final Map<Activity, Boolean> starts = new ConcurrentHashMap<>();

  JobPlaces(JdbcClient jdbc, ObjectProvider<RepositoryService> repository) {
    this.jdbc = jdbc;
    this.repository = repository;
  }

  private record Activity(String definition, String id) {}

  private record Row(String location, @Nullable Activity activity) {}

  /** Where the job works; empty for timers, and for jobs of no request. */
  Optional<JobPlace> of(String jobId) {
    return jdbc
        .sql(
            """
            select v.TEXT_ as location, j.PROCESS_DEF_ID_ as definition, d.ACT_ID_ as activity
              from ACT_RU_JOB j
              join ACT_RU_VARIABLE v
                on v.PROC_INST_ID_ = j.PROCESS_INSTANCE_ID_ and v.NAME_ = :location
              left join ACT_RU_JOBDEF d on d.ID_ = j.JOB_DEF_ID_
             where j.ID_ = :job and j.TYPE_ = 'message'
            """)
        .param("location", Variables.LOCATION)
        .param("job", jobId)
        .query(JobPlaces::row)
        .list()
        .stream()
        .findFirst()
        // The answer may need a connection of its own: none is held meanwhile.
        .map(row -> new JobPlace(row.location(), starts(row.activity())));
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    String definition = row.getString("definition");
    String activity = row.getString("activity");
    boolean known = definition != null && activity != null;
    return new Row(row.getString("location"), known ? new Activity(definition, activity) : null);
  }

  private boolean starts(@Nullable Activity activity) {
    if (activity == null) {
      return false;
    }
    Boolean known = starts.get(activity);
    if (known == null) {
      known = isStart(activity);
      starts.put(activity, known);
    }
    return known;
  }

  private boolean isStart(Activity activity) {
    ModelElementInstance element =
        repository
            .getObject()
            .getBpmnModelInstance(activity.definition())
            .getModelElementById(activity.id());
    return element instanceof ServiceTask task && START.equals(task.getCamundaDelegateExpression());
  }
}
