package org.dockerrm.transition;

import java.util.Map;
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
 */
record TransitionPlan(
    Transition transition,
    ResourceType type,
    @Nullable ResourceInstance newInstance,
    @Nullable String uniqueKey,
    Map<String, String> changes) {}
