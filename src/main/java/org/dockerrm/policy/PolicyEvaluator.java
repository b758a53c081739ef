package org.dockerrm.policy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.dockerrm.catalog.ScalePolicy;
import org.dockerrm.metric.MetricReport;
import org.dockerrm.metric.MetricValue.Load;
import org.dockerrm.metric.Metrics;
import org.dockerrm.policy.Outcome.Fired;
import org.dockerrm.policy.Outcome.Kept;
import org.dockerrm.policy.Outcome.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Works on one key: judges its cluster, writes what was seen, fires. */
@Component
class PolicyEvaluator {

  private static final Logger log = LoggerFactory.getLogger(PolicyEvaluator.class);
  private static final Duration REST = Duration.ofSeconds(2);

  private final PolicyMonitor watch;
  private final PolicySubjects subjects;
  private final TypePolicies policies;
  private final ClusterViews clusters;
  private final Metrics metrics;
  private final PolicyFiring desk;
  private final PolicyFigures figures;
  private final Clock clock;

  PolicyEvaluator(
      PolicyMonitor watch,
      PolicySubjects subjects,
      TypePolicies policies,
      ClusterViews clusters,
      Metrics metrics,
      PolicyFiring desk,
      PolicyFigures figures,
      Clock clock) {
    this.watch = watch;
    this.subjects = subjects;
    this.policies = policies;
    this.clusters = clusters;
    this.metrics = metrics;
    this.desk = desk;
    this.figures = figures;
    this.clock = clock;
  }

  /** Works on a key; what fails is left to be tried again. */
  void on(PolicyKey key, KeyedWorkQueue lanes) {
    try {
      subjects
          .find(key.resourceId())
          .ifPresent(
              subject ->
                  policies
                      .find(subject.type(), key.policy())
                      .ifPresent(policy -> on(policy, subject, lanes)));
    } catch (RuntimeException e) {
      log.warn(
          "policy '{}' of instance {} cannot be worked on now: {}",
          key.policy(),
          key.resourceId(),
          e.toString());
    }
  }

  private void on(NamedPolicy policy, PolicySubject subject, KeyedWorkQueue lanes) {
    if (policy.policy() instanceof ScalePolicy scale) {
      List<String> members = clusters.members(subject.resourceId());
      if (!members.get(0).equals(subject.resourceId())) {
        subjects.find(members.get(0)).or(() -> subjects.learn(members.get(0)));
        lanes.add(policy.of(members.get(0)));
        return;
      }
      judge(policy, scale, members);
    }
    write(policy, subject);
  }

  /** Evaluates the latest loads, if a period has passed and a member reported in it. */
  private void judge(NamedPolicy policy, ScalePolicy scale, List<String> members) {
    PolicyTracker track = watch.track(policy.of(members.get(0)));
    Instant now = now();
    Instant old = now.minus(policy.judgingPeriod().multipliedBy(5).dividedBy(2));
    List<MetricReport> fresh =
        members.stream()
            .flatMap(member -> latest(member, scale.metric()).stream())
            .filter(report -> report.at().isAfter(old))
            .toList();
    if (!fresh.isEmpty() && track.periodIsOver(policy.judgingPeriod(), fresh, now)) {
      List<Double> loads = fresh.stream().map(report -> ((Load) report.value()).percent()).toList();
      track.judge(ScaleRule.judge(scale, loads, members.size(), now), scale.smoothing());
    }
  }

  private Optional<MetricReport> latest(String resourceId, String metric) {
    return metrics.latest(resourceId).stream()
        .filter(report -> report.metricName().equals(metric))
        .filter(report -> report.value() instanceof Load)
        .findFirst();
  }

  private void write(NamedPolicy policy, PolicySubject subject) {
    PolicyTracker track = watch.track(policy.of(subject.resourceId()));
    Observation seen = track.take();
    try {
      if (seen.isNone() && (track.rests(now()) || !fires(policy, track, subject))) {
        return;
      }
      Outcome outcome = desk.write(policy, seen, subject);
      track.written(outcome.state());
      tell(policy, subject, track, outcome);
    } catch (RuntimeException e) {
      track.putBack(seen);
      track.restUntil(now().plus(REST));
      throw e;
    }
  }

  private boolean fires(NamedPolicy policy, PolicyTracker track, PolicySubject subject) {
    int members = clusters.size(policy, subject.resourceId());
    return Decisions.decide(policy, track.expected(), subject, members, now())
        instanceof Decision.Fire;
  }

  private void tell(
      NamedPolicy policy, PolicySubject subject, PolicyTracker track, Outcome outcome) {
    if (outcome instanceof Fired fired) {
      figures.fired(fired.action());
      log.info(
          "{} of instance {}, request {}: {}",
          fired.action().process(),
          subject.resourceId(),
          fired.requestId(),
          fired.fire().reason());
    } else if (outcome instanceof Refused refused) {
      track.restUntil(now().plus(REST));
      log.debug("{} of {}: {}", policy.name(), subject.resourceId(), refused.reason());
    } else if (outcome instanceof Kept kept && kept.outdated()) {
      track.restUntil(now().plus(REST));
      subjects.learn(subject.resourceId());
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
