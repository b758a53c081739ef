package org.dockerrm.policy;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.dockerrm.catalog.HealPolicy;
import org.dockerrm.catalog.ScalePolicy;
import org.dockerrm.config.PolicyEngine;
import org.dockerrm.config.Settings;
import org.dockerrm.inventory.Clusters;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.transition.Requests;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tells how policies stand, from what every node knows: the database. */
@Component
class PolicyView implements Policies {

  private final Settings settings;
  private final TypePolicies policies;
  private final JdbcPolicyStates states;
  private final Inventory inventory;
  private final Clusters clusters;
  private final Requests transitions;
  private final Clock clock;

  PolicyView(
      Settings settings,
      TypePolicies policies,
      JdbcPolicyStates states,
      Inventory inventory,
      Clusters clusters,
      Requests transitions,
      Clock clock) {
    this.settings = settings;
    this.policies = policies;
    this.states = states;
    this.inventory = inventory;
    this.clusters = clusters;
    this.transitions = transitions;
    this.clock = clock;
  }

  @Override
  @Transactional(readOnly = true)
  public List<PolicyStatus> of(ResourceInstance instance) {
    return policies.of(instance.resourceType()).stream()
        .map(policy -> status(policy, instance))
        .toList();
  }

  private PolicyStatus status(NamedPolicy policy, ResourceInstance instance) {
    boolean heals = policy.policy() instanceof HealPolicy;
    List<String> members = heals ? List.of() : clusters.memberIds(instance.resourceId());
    ResourceInstance subject = heals ? instance : inventory.find(members.get(0)).orElse(instance);
    PolicyKey key = policy.of(subject.resourceId());
    Instant now = clock.instant();
    PolicyState state = states.find(key, now).orElse(PolicyState.NONE);
    int firings = state.firingsInTheHourBefore(now).size();
    return new PolicyStatus(
        policy.name(),
        heals ? HealPolicy.TYPE : ScalePolicy.TYPE,
        policy.policy().metric(),
        policy.policy().settings(),
        state.asked() == null ? null : state.asked().process(),
        state.count(),
        state.since(),
        state.message(),
        state.attempts(),
        firings,
        policy.policy() instanceof HealPolicy heal
            ? Integer.valueOf(Math.max(0, heal.maxPerHour() - firings))
            : null,
        state.lastFiredAt(),
        states.latestRequest(key).orElse(null),
        waitsFor(policy, state, subject, members.size(), now));
  }

  private @Nullable String waitsFor(
      NamedPolicy policy, PolicyState state, ResourceInstance subject, int members, Instant now) {
    if (settings.policyEngine() == PolicyEngine.EXTERNAL) {
      return "policies are left to the orchestrator (policyEngine: external)";
    }
    return transitions
        .findOpen(subject.resourceId())
        .map(open -> open.transitionName() + " is open, request " + open.requestId())
        .orElseGet(
            () ->
                Decisions.decide(policy, state, PolicySubject.of(subject), members, now)
                        instanceof Decision.Wait wait
                    ? wait.reason()
                    : null);
  }
}
