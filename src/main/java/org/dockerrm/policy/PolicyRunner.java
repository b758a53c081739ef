package org.dockerrm.policy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.dockerrm.config.PolicyEngine;
import org.dockerrm.config.Settings;
import org.dockerrm.inventory.InstanceChange;
import org.dockerrm.metric.MetricListener;
import org.dockerrm.metric.MetricReport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Runs the policies, where they are this manager's business: hears, ticks, and works. */
@Component
class PolicyRunner implements MetricListener, SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(PolicyRunner.class);
  private static final int LANES = 3;
  private static final int STOP_SECONDS = 5;
  private static final Duration TICK = Duration.ofMillis(500);
  private static final Duration DEAF = Duration.ofSeconds(5);
  private static final Duration COMPARE_COUNTS = Duration.ofMillis(500);
  private static final Duration COMPARE = Duration.ofSeconds(15);
  private static final Duration TIDY = Duration.ofMinutes(10);

  private final boolean isOurs;
  private final PolicyWatch watch;
  private final PolicyWork work;
  private final JdbcPolicyStates states;
  private final ClusterViews clusters;
  private final Clock clock;
  private volatile @Nullable Running running;
  private Instant lastTick = Instant.EPOCH;

  private record Running(ThreadPoolTaskScheduler threads, Lanes lanes) {}

  PolicyRunner(
      Settings settings,
      PolicyWatch watch,
      PolicyWork work,
      JdbcPolicyStates states,
      ClusterViews clusters,
      Clock clock) {
    this.isOurs = settings.policyEngine() == PolicyEngine.INTERNAL;
    this.watch = watch;
    this.work = work;
    this.states = states;
    this.clusters = clusters;
    this.clock = clock;
  }

  @Override
  public void reported(MetricReport report) {
    Running now = running;
    if (now != null) {
      watch.report(report, now.lanes());
    }
  }

  @TransactionalEventListener(fallbackExecution = true)
  void follow(InstanceChange change) {
    Running now = running;
    if (now != null) {
      clusters.forget(change.resourceId());
      watch.follow(change, now.lanes());
    }
  }

  @Override
  public void start() {
    if (!isOurs) {
      log.info("policies are left to the orchestrator (policyEngine: external)");
      return;
    }
    watch.restore();
    ThreadPoolTaskScheduler threads = threads();
    AtomicReference<Lanes> lanes = new AtomicReference<>();
    lanes.set(
        new Lanes(
            LANES, threads.getScheduledThreadPoolExecutor(), key -> work.on(key, lanes.get())));
    running = new Running(threads, lanes.get());
    lastTick = clock.instant();
    threads.scheduleWithFixedDelay(guarded("tick", () -> tick(lanes.get())), TICK);
    threads.scheduleWithFixedDelay(
        guarded("compare counts", () -> watch.compareCounts(lanes.get())), COMPARE_COUNTS);
    threads.scheduleWithFixedDelay(
        guarded("compare instances", () -> watch.compare(lanes.get())), COMPARE);
    threads.scheduleWithFixedDelay(guarded("tidy up", this::tidy), TIDY);
  }

  private static ThreadPoolTaskScheduler threads() {
    ThreadPoolTaskScheduler threads = new ThreadPoolTaskScheduler();
    threads.setThreadNamePrefix("policy-");
    threads.setPoolSize(LANES + 2);
    // Never interrupted: an interrupt would close the file of an embedded database.
    threads.setWaitForTasksToCompleteOnShutdown(true);
    threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    threads.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
    threads.setAwaitTerminationSeconds(STOP_SECONDS);
    threads.initialize();
    return threads;
  }

  /** A manager that stood still did not hear what came meanwhile, which is nobody's silence. */
  private void tick(Lanes lanes) {
    Instant now = clock.instant();
    if (Duration.between(lastTick, now).compareTo(DEAF) > 0) {
      watch.wasDeaf();
    }
    lastTick = now;
    watch.tick(lanes);
  }

  private void tidy() {
    clusters.tidy();
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
    Running now = running;
    running = null;
    if (now != null) {
      now.threads().shutdown();
      now.lanes().finish();
    }
  }

  @Override
  public boolean isRunning() {
    return running != null;
  }
}
