package org.dockerrm.transition;

import java.util.Map;
import org.dockerrm.inventory.ResourceState;
import org.jspecify.annotations.Nullable;

/**
 * A move of an instance to another version of its type that can still be taken back.
 *
 * @param requestId the request
 * @param resourceId the instance
 * @param fromType full name of the type before
 * @param fromProperties its properties before, with secrets in clear
 * @param fromState its state before
 * @param fromContainer id of its container before
 * @param toType full name of the type after
 * @param toProperties its properties after, with secrets in clear
 */
public record Upgrade(
    String requestId,
    String resourceId,
    String fromType,
    Map<String, String> fromProperties,
    @Nullable ResourceState fromState,
    String fromContainer,
    String toType,
    Map<String, String> toProperties) {}
