package org.dockerrm.policy;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dockerrm.catalog.Policy;
import org.dockerrm.inventory.ResourceInstance;

/** The settings of a policy for one instance: {@code ${...}} in its target has a value there. */
final class Target {

  private static final String TARGET = "target";
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^${}]{1,100})}");

  private Target() {}

  static Map<String, String> settings(Policy policy, ResourceInstance instance) {
    Map<String, String> settings = new LinkedHashMap<>(policy.settings());
    settings.computeIfPresent(
        TARGET,
        (name, target) -> {
          Map<String, String> values = new HashMap<>(instance.properties());
          values.put("instance.id", instance.resourceId());
          values.put("instance.name", instance.resourceName());
          values.put("instance.location", instance.location());
          return REFERENCE
              .matcher(target)
              .replaceAll(
                  match -> Matcher.quoteReplacement(values.getOrDefault(match.group(1), "")));
        });
    return settings;
  }
}
