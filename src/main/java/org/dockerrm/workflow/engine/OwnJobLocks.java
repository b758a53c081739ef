package org.dockerrm.workflow.engine;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.dockerrm.database.Background;
import org.dockerrm.database.HasWorkers;
import org.dockerrm.database.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Frees the jobs that this node has locked and does not work on: those it died with, and those
 * whose failure it could not write down, since the database was away. The engine would wait for
 * minutes until their locks run out.
 */
@Component
class OwnJobLocks implements SmartLifecycle, HasWorkers {

  private static final Logger log = LoggerFactory.getLogger(OwnJobLocks.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final String FREE =
      "update ACT_RU_JOB set LOCK_OWNER_ = null, LOCK_EXP_TIME_ = null where LOCK_OWNER_ = :owner";

  private final JdbcClient jdbc;
  private final NodeId nodeId;
  private final TrackingJobExecutor held;
  private final Background background = new Background("job-locks", 1);

  /**
   * Jobs that this node had locked and did not hold at the last look; only its own thread uses
   * them.
   */
  private Set<String> suspects = Set.of();

  OwnJobLocks(JdbcClient jdbc, NodeId nodeId, TrackingJobExecutor held) {
    this.jdbc = jdbc;
    this.nodeId = nodeId;
    this.held = held;
  }

  /** Runs before the job executor starts. */
  @EventListener(ContextRefreshedEvent.class)
  void free() {
    int freed = jdbc.sql(FREE).param("owner", nodeId.value()).update();
    if (freed > 0) {
      log.info("{} jobs continue that were running when the manager stopped", freed);
    }
  }

  @Override
  public void start() {
    background.start();
    background.every(PAUSE, this::look);
  }

  @Override
  public void stop() {
    background.stop();
  }

  @Override
  public boolean isRunning() {
    return background.isRunning();
  }

  private void look() {
    try {
      freeForgotten();
    } catch (DataAccessException away) {
      log.debug("the database cannot be asked for locks", away);
    }
  }

  /** A lock is in the database some moments before its job is here: one look is not enough. */
  private void freeForgotten() {
    Set<String> unheld = new HashSet<>(locked());
    unheld.removeIf(held::holds);
    for (String job : unheld) {
      if (suspects.contains(job)) {
        jdbc.sql(FREE + " and ID_ = :id").param("owner", nodeId.value()).param("id", job).update();
        log.info(
            "job {} was locked by this node without being worked on; its lock is released", job);
      }
    }
    unheld.removeAll(suspects);
    suspects = unheld;
  }

  private List<String> locked() {
    return jdbc.sql("select ID_ from ACT_RU_JOB where LOCK_OWNER_ = :owner")
        .param("owner", nodeId.value())
        .query(String.class)
        .list();
  }

  @Override
  public Stream<Worker> workers() {
    return Stream.of(background.worker());
  }
}
