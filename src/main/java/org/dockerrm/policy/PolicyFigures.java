package org.dockerrm.policy;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import org.dockerrm.transition.PolicyAction;
import org.springframework.stereotype.Component;

/** Counts the firings since the start of this manager. */
@Component
class PolicyFigures {

  private final Map<PolicyAction, Counter> firings = new EnumMap<>(PolicyAction.class);

  PolicyFigures(MeterRegistry registry) {
    for (PolicyAction action : PolicyAction.values()) {
      firings.put(
          action,
          Counter.builder("dockerrm.policy.firings")
              .description("processes that policies have started")
              .tag("type", action == PolicyAction.HEAL ? "heal" : "scale")
              .tag("action", action.process())
              .register(registry));
    }
  }

  void fired(PolicyAction action) {
    Counter counter = firings.get(action);
    if (counter != null) {
      counter.increment();
    }
  }
}
