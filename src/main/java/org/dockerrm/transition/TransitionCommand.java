package org.dockerrm.transition;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks for (docs/reference/api.md, "Transitions"); fields as in the request, with
 * required ones present.
 *
 * @param resourceManagerId echoed back
 * @param deploymentLocation name of a location
 * @param resourceType full type name
 * @param transitionName a transition, perhaps with the old prefix, or an operation
 * @param resourceId the instance; absent for Install
 * @param resourceName the client's name; present for Install
 * @param metricKey token for the instance's metrics, unique, 20 characters at least; allocated
 *     where absent
 * @param force whether an Uninstall continues after a failed script
 * @param properties values as text
 * @param context echoed back
 * @param repeats the request that it repeats; null where it repeats none
 */
public record TransitionCommand(
    @Nullable String resourceManagerId,
    String deploymentLocation,
    String resourceType,
    String transitionName,
    @Nullable String resourceId,
    @Nullable String resourceName,
    @Nullable String metricKey,
    boolean force,
    Map<String, String> properties,
    Map<String, String> context,
    @Nullable String repeats) {

  /** Copies the maps and keeps their order. */
  public TransitionCommand {
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    context = Collections.unmodifiableMap(new LinkedHashMap<>(context));
  }
}
