package org.dockerrm.workflow.step;

import java.util.Locale;
import org.dockerrm.inventory.ResourceInstance;

/** The host name inside a container. */
final class HostName {

  static final String PROPERTY = "docker_hostname";

  private static final int LONGEST = 63;

  private HostName() {}

  /** What the instance asks for, or else one from the client's name, which may hold anything. */
  static String of(ResourceInstance instance) {
    String asked = instance.properties().getOrDefault(PROPERTY, "");
    if (!asked.isEmpty()) {
      return asked;
    }
    String name = instance.resourceName().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]+", "-");
    String bounded = name.substring(0, Math.min(name.length(), LONGEST));
    String trimmed = bounded.replaceAll("^-+|-+$", "");
    return trimmed.isEmpty() ? "resource" : trimmed;
  }
}
