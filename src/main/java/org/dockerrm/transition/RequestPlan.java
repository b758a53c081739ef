package org.dockerrm.transition;

import java.util.Map;
import java.util.Set;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.inventory.ResourceInstance;
import org.jspecify.annotations.Nullable;

/**
 * A request that passed every check and is ready to be stored.
 *
 * @param transition the request
 * @param type the instance's type
 * @param newInstance the instance that is to be added; null where there is one already
 * @param uniqueKey what the new instance claims for itself alone
 * @param changes property values that an existing instance takes over
 * @param supplied names of those that the client supplied
 * @param upgrade what an Upgrade changes; null for every other transition
 */
record RequestPlan(
    Request transition,
    ResourceType type,
    @Nullable ResourceInstance newInstance,
    @Nullable String uniqueKey,
    Map<String, String> changes,
    Set<String> supplied,
    @Nullable Upgrade upgrade) {

  /** Of a transition that is no Upgrade. */
  RequestPlan(
      Request transition,
      ResourceType type,
      @Nullable ResourceInstance newInstance,
      @Nullable String uniqueKey,
      Map<String, String> changes,
      Set<String> supplied) {
    this(transition, type, newInstance, uniqueKey, changes, supplied, null);
  }

  /** The values that the instance has by it, or is to have. */
  Map<String, String> given() {
    if (upgrade != null) {
      return upgrade.toProperties();
    }
    return newInstance == null ? changes : newInstance.properties();
  }
}
