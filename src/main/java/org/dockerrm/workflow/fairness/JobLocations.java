package org.dockerrm.workflow.fairness;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.dockerrm.transition.RequestMdc;
import org.dockerrm.workflow.step.Variables;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Knows where jobs work and for whom, in one query each; what a process definition says stays true.
 */
@Component
class JobLocations {

  private static final List<String> NAMES =
      Stream.concat(Stream.of(Variables.LOCATION), RequestMdc.KEYS.stream()).toList();
  private static final String START = "${startContainer}";

  private final JdbcClient jdbc;
  private final ObjectProvider<RepositoryService> repository;
  private final Map<Activity, Boolean> starts = new ConcurrentHashMap<>();

  JobLocations(JdbcClient jdbc, ObjectProvider<RepositoryService> repository) {
    this.jdbc = jdbc;
    this.repository = repository;
  }

  private record Activity(String definition, String id) {}

  private record Variable(String name, String value, boolean timer, @Nullable Activity activity) {}

  /** Where the job works. */
  JobLocation of(String jobId) {
    List<Variable> variables =
        jdbc.sql(
                """
                select v.NAME_ as name, v.TEXT_ as text, j.TYPE_ as type,
                       j.PROCESS_DEF_ID_ as definition, d.ACT_ID_ as activity
                  from ACT_RU_JOB j
                  join ACT_RU_VARIABLE v
                    on v.PROC_INST_ID_ = j.PROCESS_INSTANCE_ID_ and v.NAME_ in (:names)
                  left join ACT_RU_JOBDEF d on d.ID_ = j.JOB_DEF_ID_
                 where j.ID_ = :job
                """)
            .param("names", NAMES)
            .param("job", jobId)
            .query(JobLocations::row)
            .list();
    if (variables.isEmpty()) {
      return JobLocation.NOWHERE;
    }
    Map<String, String> values =
        variables.stream()
            .collect(Collectors.toMap(Variable::name, Variable::value, (one, other) -> one));
    Variable any = variables.get(0);
    String location = any.timer() ? null : values.remove(Variables.LOCATION);
    // The answer may need a connection of its own: none is held meanwhile.
    return new JobLocation(
        location == null ? "" : location, !any.timer() && starts(any.activity()), values);
  }

  private static Variable row(ResultSet row, int number) throws SQLException {
    String definition = row.getString("definition");
    String activity = row.getString("activity");
    String text = row.getString("text");
    boolean known = definition != null && activity != null;
    return new Variable(
        row.getString("name"),
        text == null ? "" : text,
        !"message".equals(row.getString("type")),
        known ? new Activity(definition, activity) : null);
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
