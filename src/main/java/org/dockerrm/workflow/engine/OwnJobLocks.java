package org.dockerrm.workflow.engine;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Frees the jobs that this node had locked when it died: nobody works on them, and the engine would
 * wait for minutes until their locks run out.
 */
@Component
class OwnJobLocks {

  private static final Logger log = LoggerFactory.getLogger(OwnJobLocks.class);

  private final JdbcClient jdbc;
  private final NodeId nodeId;

  OwnJobLocks(JdbcClient jdbc, NodeId nodeId) {
    this.jdbc = jdbc;
    this.nodeId = nodeId;
  }

  /** Runs before the job executor starts. */
  @EventListener(ContextRefreshedEvent.class)
  void free() {
    int freed =
        jdbc.sql(
                """
                update ACT_RU_JOB set LOCK_OWNER_ = null, LOCK_EXP_TIME_ = null
                where LOCK_OWNER_ = :owner
                """)
            .param("owner", nodeId.value())
            .update();
    if (freed > 0) {
      log.info("{} jobs go on that were under way when the manager stopped", freed);
    }
  }
}
