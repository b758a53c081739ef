package org.dockerrm.workflow.fairness;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import org.dockerrm.workflow.engine.NodeId;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Jobs that wait for their turn: rows with a later due date, which costs them no try. The date is
 * for the case that no call reaches them.
 */
@Component
class WaitingJobs {

  private static final Duration LEAST = Duration.ofSeconds(10);
  private static final Duration FOR_EACH_BEFORE = Duration.ofMillis(100);

  private final JdbcClient jdbc;
  private final NodeId nodeId;
  private final Clock clock;

  WaitingJobs(JdbcClient jdbc, NodeId nodeId, Clock clock) {
    this.jdbc = jdbc;
    this.nodeId = nodeId;
    this.clock = clock;
  }

  /** How long a job waits at most with that many before it. */
  static Duration pause(int before) {
    return LEAST.plus(FOR_EACH_BEFORE.multipliedBy(before));
  }

  /** Gives back a job that this node holds. */
  void putBack(String jobId, Duration pause) {
    jdbc.sql(
            """
            update ACT_RU_JOB
               set LOCK_OWNER_ = null, LOCK_EXP_TIME_ = null, DUEDATE_ = :due, REV_ = REV_ + 1
             where ID_ = :job and LOCK_OWNER_ = :owner
            """)
        .param("due", Timestamp.from(clock.instant().plus(pause)))
        .param("job", jobId)
        .param("owner", nodeId.value())
        .update();
  }

  /** Whether the job still waited, and is due now. */
  boolean call(String jobId) {
    Timestamp now = Timestamp.from(clock.instant());
    return jdbc.sql(
                """
                update ACT_RU_JOB set DUEDATE_ = :now, REV_ = REV_ + 1
                 where ID_ = :job and LOCK_OWNER_ is null and DUEDATE_ > :now
                """)
            .param("now", now)
            .param("job", jobId)
            .update()
        > 0;
  }

  /**
   * Which jobs waited is not kept over a restart: all become due. Failed steps keep their pause.
   */
  @EventListener(ContextRefreshedEvent.class)
  void callAll() {
    jdbc.sql(
            """
            update ACT_RU_JOB set DUEDATE_ = null, REV_ = REV_ + 1
             where TYPE_ = 'message' and LOCK_OWNER_ is null and EXCEPTION_MSG_ is null
               and DUEDATE_ > :now
            """)
        .param("now", Timestamp.from(clock.instant()))
        .update();
  }
}
