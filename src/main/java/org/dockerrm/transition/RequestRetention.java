package org.dockerrm.transition;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;
import org.dockerrm.config.Settings;
import org.dockerrm.database.Background;
import org.dockerrm.database.HasWorkers;
import org.dockerrm.database.Worker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Removes requests that ended longer ago than they are kept, with their scripts' outputs and their
 * idempotency keys, a bounded number in each transaction. An open request is never removed, and an
 * Install that did not end well stays as long as the instance that it made: what it made may still
 * be on its way out.
 */
@Component
class RequestRetention implements SmartLifecycle, HasWorkers {

  static final int BATCH = 500;

  private static final Logger log = LoggerFactory.getLogger(RequestRetention.class);

  private final JdbcClient jdbc;
  private final Clock clock;
  private final Duration kept;
  private final Duration interval;
  private final Background background = new Background("request-retention", 1);

  /**
   * @param shorter for tests: less than config.yml would allow
   */
  RequestRetention(
      JdbcClient jdbc,
      Clock clock,
      Settings settings,
      @Value("${dockerrm.request-retention:#{null}}") @Nullable Duration shorter,
      @Value("${dockerrm.retention-interval:PT1M}") Duration interval) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.kept = shorter == null ? settings.requestRetention() : shorter;
    this.interval = interval;
  }

  @Override
  public void start() {
    background.start();
    background.every(interval, this::removeOld);
  }

  @Override
  public void stop() {
    background.stop();
  }

  @Override
  public boolean isRunning() {
    return background.isRunning();
  }

  private void removeOld() {
    try {
      int removed = removeBatch();
      int all = removed;
      while (removed == BATCH && isRunning()) {
        removed = removeBatch();
        all += removed;
      }
      if (all > 0) {
        log.debug("{} requests that ended more than {} ago were removed", all, kept);
      }
    } catch (RuntimeException e) {
      log.warn("old requests cannot be removed now: {}", e.toString());
    }
  }

  private int removeBatch() {
    return jdbc.sql(
            """
            delete from transition_request where request_id in (
              select request_id from transition_request r
               where open_resource_id is null and finished_at < :limit
                 and not (request_state <> 'COMPLETED' and lower(transition_name) = 'install'
                   and exists (select 1 from resource_instance i
                                where i.resource_id = r.resource_id
                                  and i.created_at = r.started_at))
               order by finished_at limit :batch)
            """)
        .param("limit", Timestamp.from(clock.instant().minus(kept)))
        .param("batch", BATCH)
        .update();
  }

  @Override
  public Stream<Worker> workers() {
    return Stream.of(background.worker());
  }
}
