package org.dockerrm.workflow.step;

import java.util.List;
import java.util.Optional;
import org.dockerrm.inventory.InstanceQuery;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.transition.FailureCode;
import org.dockerrm.transition.RequestRun;
import org.springframework.stereotype.Component;

/** The target of a scale policy, which is notified of members: an instance, by id or name. */
@Component
class ScaleTargets {

  private static final String TARGET = "target";

  private final Inventory inventory;

  ScaleTargets(Inventory inventory) {
    this.inventory = inventory;
  }

  /** The target's resourceId; empty where none is named, or not exactly one has the name. */
  Optional<String> of(RequestRun run) {
    String name = name(run);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    return inventory
        .find(name)
        .or(() -> onlyOne(run.instance().location(), name))
        .map(ResourceInstance::resourceId);
  }

  /** The target's resourceId; empty where none is named, which is all that may be missing. */
  Optional<String> needed(RequestRun run) {
    Optional<String> target = of(run);
    if (target.isEmpty() && !name(run).isEmpty()) {
      throw Failures.permanent(
          FailureCode.RESOURCE_NOT_FOUND,
          "there is not exactly one instance of the id or name "
              + name(run)
              + ", which the policy names as its target");
    }
    return target;
  }

  private Optional<ResourceInstance> onlyOne(String location, String name) {
    InstanceQuery query = new InstanceQuery(location, null, name, null, null, Integer.MAX_VALUE);
    List<ResourceInstance> named =
        inventory.list(query).stream().filter(it -> it.resourceName().equals(name)).toList();
    return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
  }

  /** The id or name that the policy has for this instance; empty where it has none. */
  private static String name(RequestRun run) {
    return run.transition().properties().getOrDefault(TARGET, "");
  }
}
