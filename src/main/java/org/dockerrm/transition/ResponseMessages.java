package org.dockerrm.transition;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.dockerrm.catalog.Catalog;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.catalog.Secrets;
import org.dockerrm.config.Settings;
import org.dockerrm.event.Outbox;
import org.dockerrm.inventory.InternalResource;
import org.dockerrm.inventory.ResourceInstance;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Announces finished requests (docs/reference/api.md, "Messages"). */
@Component
class ResponseMessages {

  private static final String VERSION = "1.0.0";

  private final Outbox outbox;
  private final Catalog catalog;
  private final Settings settings;
  private final ObjectMapper json;

  ResponseMessages(Outbox outbox, Catalog catalog, Settings settings, ObjectMapper json) {
    this.outbox = outbox;
    this.catalog = catalog;
    this.settings = settings;
    this.json = json;
  }

  /** Puts the message about a finished request into the outbox, if messages are wanted. */
  void announce(Request finished, @Nullable ResourceInstance instance) {
    if (settings.responses()) {
      outbox.append(finished.resourceId(), text(message(finished, instance)));
    }
  }

  private Message message(Request finished, @Nullable ResourceInstance instance) {
    return new Message(
        finished.requestId(),
        finished.resourceManagerId(),
        finished.location(),
        finished.resourceType(),
        finished.transitionName(),
        instance == null ? null : instanceOf(instance),
        finished.context(),
        finished.state(),
        finished.stateReason(),
        finished.failureCode(),
        time(finished.startedAt()),
        finished.finishedAt() == null ? null : time(finished.finishedAt()),
        finished.resourceId(),
        VERSION);
  }

  private Instance instanceOf(ResourceInstance instance) {
    ResourceType type = catalog.find(instance.resourceType()).orElse(null);
    return new Instance(
        instance.resourceId(),
        instance.resourceName(),
        instance.resourceType(),
        instance.resourceManagerId(),
        instance.location(),
        instance.metricKey(),
        Secrets.masked(instance.properties(), type == null ? null : type.descriptor().properties()),
        time(instance.createdAt()),
        time(instance.lastModifiedAt()),
        instance.internalResources());
  }

  private String text(Message message) {
    try {
      return json.writeValueAsString(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of texts is always JSON", e);
    }
  }

  private static String time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS).toString();
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Message(
      String requestId,
      @Nullable String resourceManagerId,
      String deploymentLocation,
      String resourceType,
      String transitionName,
      @Nullable Instance resourceInstance,
      Map<String, String> context,
      RequestState requestState,
      @Nullable String requestStateReason,
      @Nullable FailureCode requestFailureCode,
      String startedAt,
      @Nullable String finishedAt,
      String resourceId,
      String version) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Instance(
      String resourceId,
      String resourceName,
      String resourceType,
      @Nullable String resourceManagerId,
      String deploymentLocation,
      String metricKey,
      Map<String, String> properties,
      String createdAt,
      String lastModifiedAt,
      List<InternalResource> internalResourceInstances) {}
}
