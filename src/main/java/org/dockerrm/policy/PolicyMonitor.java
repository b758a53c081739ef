package org.dockerrm.policy;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.dockerrm.catalog.HealPolicy;
import org.dockerrm.catalog.ScalePolicy;
import org.dockerrm.inventory.InstanceChange;
import org.dockerrm.inventory.ResourceState;
import org.dockerrm.metric.MetricReport;
import org.dockerrm.metric.MetricValue.Integrity;
import org.dockerrm.metric.MetricValue.Load;
import org.springframework.stereotype.Component;

/** What there is to see of instances, taken into memory; what follows from it is for the lanes. */
@Component
class PolicyMonitor {

  private final PolicySubjects subjects;
  private final TypePolicies policies;
  private final JdbcPolicyStates states;
  private final ClusterViews clusters;
  private final Clock clock;
  private final Map<PolicyKey, PolicyTracker> tracks = new ConcurrentHashMap<>();

  PolicyMonitor(
      PolicySubjects subjects,
      TypePolicies policies,
      JdbcPolicyStates states,
      ClusterViews clusters,
      Clock clock) {
    this.subjects = subjects;
    this.policies = policies;
    this.states = states;
    this.clusters = clusters;
    this.clock = clock;
  }

  /** The track of a key; made where there is none. */
  PolicyTracker track(PolicyKey key) {
    return tracks.computeIfAbsent(key, any -> new PolicyTracker());
  }

  /** Goes on where another run of this manager ended. */
  void restore() {
    Instant now = now();
    states.all(now).forEach((key, state) -> track(key).restore(state, now));
    subjects.refresh();
  }

  /** Takes a report; what is to be worked on then goes to the lanes. */
  void report(MetricReport report, KeyedWorkQueue lanes) {
    PolicySubject subject = subjects.find(report.resourceId()).orElse(null);
    if (subject == null || subject.state() != ResourceState.Active) {
      return;
    }
    for (NamedPolicy policy : policies.of(subject.type())) {
      if (policy.policy().metric().equals(report.metricName()) && isToBeWorkedOn(policy, report)) {
        lanes.add(policy.of(report.resourceId()));
      }
    }
  }

  private boolean isToBeWorkedOn(NamedPolicy policy, MetricReport report) {
    if (policy.policy() instanceof HealPolicy heal && report.value() instanceof Integrity) {
      int counts = policy.verdict() ? heal.smoothing() : 1;
      return track(policy.of(report.resourceId())).report(report, heal.smoothing(), counts);
    }
    return policy.policy() instanceof ScalePolicy
        && report.value() instanceof Load
        && !isSettled(policy, report.resourceId());
  }

  /** Most loads change nothing: they wake no lane and cause no database query. */
  private boolean isSettled(NamedPolicy policy, String resourceId) {
    return track(policy.of(clusters.lastOldest(resourceId)))
        .isSettled(policy.judgingPeriod(), now());
  }

  /** Follows the inventory. */
  void follow(InstanceChange change, KeyedWorkQueue lanes) {
    PolicySubject before = subjects.find(change.resourceId()).orElse(null);
    boolean known = subjects.follow(change);
    if (known) {
      clusters.refresh();
    }
    if (change instanceof InstanceChange.Removed) {
      forget(change.resourceId());
    } else if (known) {
      subjects
          .find(change.resourceId())
          .filter(now -> before == null || now.state() != before.state())
          .ifPresent(now -> begin(now, lanes));
    }
  }

  /** Compares with what is in the database: other nodes write it too. */
  void compare(KeyedWorkQueue lanes) {
    subjects.refresh().forEach(subject -> begin(subject, lanes));
    tracks.keySet().removeIf(key -> subjects.find(key.resourceId()).isEmpty());
  }

  /** Takes the counts of other nodes. */
  void compareCounts(KeyedWorkQueue lanes) {
    Instant now = now();
    Map<PolicyKey, PolicyState> written = states.counting();
    written.keySet().stream()
        .filter(key -> subjects.find(key.resourceId()).isPresent())
        .forEach(this::track);
    tracks.forEach(
        (key, track) -> {
          if (track.follow(written.get(key), now)) {
            lanes.add(key);
          }
        });
  }

  /** Counts reports that did not come, and tries again what could not be done. */
  void tick(KeyedWorkQueue lanes) {
    Instant now = now();
    for (PolicySubject subject : subjects.all()) {
      boolean active = subject.state() == ResourceState.Active;
      if (active || subject.diedInService()) {
        for (NamedPolicy policy : policies.of(subject.type())) {
          if (isDue(policy, subject, now)) {
            lanes.add(policy.of(subject.resourceId()));
          }
        }
      }
    }
  }

  private boolean isDue(NamedPolicy policy, PolicySubject subject, Instant now) {
    if (!(policy.policy() instanceof HealPolicy heal)) {
      return false;
    }
    PolicyTracker track = track(policy.of(subject.resourceId()));
    boolean missed = !subject.diedInService() && track.miss(policy.period(), heal.smoothing(), now);
    return missed
        || !track.rests(now)
            && HealRule.decide(policy.name(), heal, track.expected(), subject, now)
                instanceof Decision.Fire;
  }

  /** Reports could not be received for a while; they do not count as missed. */
  void resetAfterReceiveGap() {
    Instant now = now();
    tracks.values().forEach(track -> track.resetAfterReceiveGap(now));
  }

  /** Another state of an instance is another life: what was counted in the last is over. */
  private void begin(PolicySubject subject, KeyedWorkQueue lanes) {
    List<NamedPolicy> all = policies.of(subject.type());
    for (NamedPolicy policy : all) {
      PolicyKey key = policy.of(subject.resourceId());
      PolicyTracker track = tracks.get(key);
      if (track != null && track.begin(now()) || subject.diedInService()) {
        lanes.add(key);
      }
    }
  }

  private void forget(String resourceId) {
    tracks.keySet().removeIf(key -> key.resourceId().equals(resourceId));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
