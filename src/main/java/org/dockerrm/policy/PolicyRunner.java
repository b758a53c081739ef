package org.dockerrm.policy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.dockerrm.config.PolicyEngine;
import org.dockerrm.config.Settings;
import org.dockerrm.database.Background;
import org.dockerrm.database.HasWorkers;
import org.dockerrm.database.Worker;
import org.dockerrm.inventory.InstanceChange;
import org.dockerrm.metric.MetricListener;
import org.dockerrm.metric.MetricReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Runs the policies, where they are this manager's business: hears, ticks, and works. */
@Component
class PolicyRunner implements MetricListener, SmartLifecycle, HasWorkers {

  private static final Logger log = LoggerFactory.getLogger(PolicyRunner.class);
  private static final int LANES = 3;
  private static final Duration TICK = Duration.ofMillis(500);
  private static final Duration DEAF = Duration.ofSeconds(5);
  private static final Duration COMPARE_COUNTS = Duration.ofMillis(500);
  private static final Duration COMPARE = Duration.ofSeconds(15);
  private static final Duration TIDY = Duration.ofMinutes(10);

  private final boolean isOurs;
  private final PolicyMonitor watch;
  private final PolicyEvaluator work;
  private final JdbcPolicyStates states;
  private final Clock clock;
  private final Background background = new Background("policies", LANES + 2);
  private final KeyedWorkQueue lanes = new KeyedWorkQueue(LANES, background, this::work);
  private Instant lastTick = Instant.EPOCH;

  PolicyRunner(
      Settings settings,
      PolicyMonitor watch,
      PolicyEvaluator work,
      JdbcPolicyStates states,
      Clock clock) {
    this.isOurs = settings.policyEngine() == PolicyEngine.INTERNAL;
    this.watch = watch;
    this.work = work;
    this.states = states;
    this.clock = clock;
  }

  @Override
  public void reported(MetricReport report) {
    if (isRunning()) {
      watch.report(report, lanes);
    }
  }

  @TransactionalEventListener(fallbackExecution = true)
  void follow(InstanceChange change) {
    if (isRunning()) {
      watch.follow(change, lanes);
    }
  }

  @Override
  public void start() {
    if (!isOurs) {
      log.info("policies are left to the orchestrator (policyEngine: external)");
      return;
    }
    watch.restore();
    lastTick = clock.instant();
    background.start();
    background.every(TICK, guarded("tick", this::tick));
    background.every(COMPARE_COUNTS, guarded("compare counts", () -> watch.compareCounts(lanes)));
    background.every(COMPARE, guarded("compare instances", () -> watch.compare(lanes)));
    background.every(TIDY, guarded("tidy up", this::tidy));
  }

  private void work(PolicyKey key) {
    work.on(key, lanes);
  }

  /** A manager that stood still missed reports; these do not count against the instances. */
  private void tick() {
    Instant now = clock.instant();
    if (Duration.between(lastTick, now).compareTo(DEAF) > 0) {
      watch.resetAfterReceiveGap();
    }
    lastTick = now;
    watch.tick(lanes);
  }

  private void tidy() {
    states.removeLeftOvers(clock.instant());
  }

  private static Runnable guarded(String what, Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException e) {
        log.warn("policies cannot {} now: {}", what, e.toString());
      }
    };
  }

  @Override
  public void stop() {
    if (isRunning()) {
      background.stop();
      lanes.finish();
    }
  }

  @Override
  public boolean isRunning() {
    return background.isRunning();
  }

  @Override
  public Stream<Worker> workers() {
    return Stream.of(background.worker());
  }
}
