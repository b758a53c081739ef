package org.dockerrm.transition;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.config.Settings;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.transition.Request.Progress;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Drafts the rows of a request that passed its checks. */
@Component
class RequestDrafts {

  private final Settings settings;
  private final Clock clock;

  RequestDrafts(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * A request that has just been accepted.
   *
   * @param resourceName the instance's name
   * @param properties an operation's values; empty for transitions
   * @param remark what the client should know however it ends
   */
  Request request(
      TransitionCommand command,
      ResourceType type,
      OfferedTransition offered,
      String resourceId,
      String resourceName,
      Map<String, String> properties,
      @Nullable String remark) {
    // Databases keep microseconds; what is answered now must equal what is read later.
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return new Request(
        UUID.randomUUID().toString(),
        RequestState.PENDING,
        resourceId,
        resourceName,
        command.resourceManagerId(),
        type.name().toString(),
        command.deploymentLocation(),
        offered.name(),
        offered.isOperation(),
        command.force(),
        properties,
        command.context(),
        remark,
        null,
        Progress.NONE,
        null,
        now,
        null,
        now.plus(settings.transitionTimeout()),
        null);
  }

  /** A request that a policy makes, with its settings as properties. */
  Request forPolicy(
      PolicyCommand command, ResourceInstance instance, Map<String, String> settings) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return new Request(
        UUID.randomUUID().toString(),
        RequestState.PENDING,
        instance.resourceId(),
        instance.resourceName(),
        instance.resourceManagerId(),
        instance.resourceType(),
        instance.location(),
        command.action().process(),
        false,
        false,
        settings,
        Map.of("startedBy", command.startedBy()),
        command.reason(),
        null,
        Progress.NONE,
        null,
        now,
        null,
        now.plus(this.settings.transitionTimeout()),
        null);
  }

  /**
   * A request that is a part of another, with that one's deadline.
   *
   * @param like the instance, or one like it
   */
  Request part(
      Request parent,
      String resourceId,
      String resourceName,
      ResourceInstance like,
      String name,
      boolean operation,
      Map<String, String> properties) {
    Map<String, String> context = new LinkedHashMap<>(parent.context());
    context.put("parentRequestId", parent.requestId());
    return new Request(
        UUID.randomUUID().toString(),
        RequestState.PENDING,
        resourceId,
        resourceName,
        like.resourceManagerId(),
        like.resourceType(),
        like.location(),
        name,
        operation,
        false,
        properties,
        context,
        null,
        null,
        Progress.NONE,
        null,
        clock.instant().truncatedTo(ChronoUnit.MICROS),
        null,
        parent.deadlineAt(),
        parent.requestId());
  }

  /** The instance that an accepted Install brings into being. */
  ResourceInstance instance(
      TransitionCommand command, Request install, Map<String, String> properties) {
    return new ResourceInstance(
        install.resourceId(),
        Optional.ofNullable(command.resourceName()).orElseThrow(),
        install.resourceType(),
        command.resourceManagerId(),
        install.location(),
        Optional.ofNullable(command.metricKey()).orElseGet(() -> UUID.randomUUID().toString()),
        null,
        false,
        properties,
        List.of(),
        install.startedAt(),
        install.startedAt());
  }

  /**
   * What references in fixed values may name of an instance (docs/reference/api.md, "Properties").
   */
  static Map<String, String> facts(String name, String resourceId, String location) {
    return Map.of("instance.name", name, "instance.id", resourceId, "instance.location", location);
  }

  /** Tells the client which of its properties went nowhere; null where none did. */
  static @Nullable String remark(PropertyValues.Outcome values) {
    return values.ignored().isEmpty()
        ? null
        : "ignored, since the type does not declare them: " + String.join(", ", values.ignored());
  }
}
