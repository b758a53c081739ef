package org.dockerrm.transition;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dockerrm.catalog.Template;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.transition.RequestRefused.Reason;

/** The setting {@code target} of a policy, an instance's id or name, for one instance. */
final class PolicyTarget {

  private static final String TARGET = "target";

  /** Neither an id nor a name is longer. */
  private static final int MOST_CHARACTERS = 1000;

  private PolicyTarget() {}

  /**
   * The settings with the references in the target replaced, once: what a value holds is no
   * reference.
   *
   * @throws RequestRefused where the target becomes longer than any name
   */
  static Map<String, String> resolved(Map<String, String> settings, ResourceInstance instance) {
    String target = settings.get(TARGET);
    if (target == null) {
      return settings;
    }
    Map<String, String> values = new HashMap<>(instance.properties());
    values.putAll(
        RequestDrafts.facts(instance.resourceName(), instance.resourceId(), instance.location()));
    Map<String, String> resolved = new LinkedHashMap<>(settings);
    resolved.put(
        TARGET,
        Template.of(target)
            .resolve(name -> values.getOrDefault(name, ""), MOST_CHARACTERS)
            .orElseThrow(
                () ->
                    new RequestRefused(
                        Reason.CONFLICT,
                        "the target of the policy is longer than "
                            + MOST_CHARACTERS
                            + " characters for instance "
                            + instance.resourceId())));
    return resolved;
  }
}
