package org.dockerrm.transition;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dockerrm.catalog.PropertyDefinition;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.LifecycleTransition;
import org.dockerrm.inventory.NetworkKey;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.inventory.ResourceState;
import org.dockerrm.transition.RequestRefused.Reason;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The checks of an Install: of a new instance, or again of one that an Install left Failed. */
@Component
class InstallChecks {

  private final Inventory inventory;
  private final JdbcRequestStore store;
  private final OpenRequests open;
  private final RequestDrafts drafts;
  private final MetricKeyRule metricKeys;
  private final LocationChecks locationChecks;

  InstallChecks(
      Inventory inventory,
      JdbcRequestStore store,
      OpenRequests open,
      RequestDrafts drafts,
      MetricKeyRule metricKeys,
      LocationChecks locationChecks) {
    this.inventory = inventory;
    this.store = store;
    this.open = open;
    this.drafts = drafts;
    this.metricKeys = metricKeys;
    this.locationChecks = locationChecks;
  }

  /** Checks an Install of a published type and says what is to be stored. */
  RequestPlan check(TransitionCommand command, ResourceType type, OfferedTransition offered) {
    return command.resourceId() == null
        ? first(command, type, offered)
        : again(command, type, offered, failed(command, type));
  }

  private RequestPlan first(
      TransitionCommand command, ResourceType type, OfferedTransition offered) {
    MetricKeyRule.checkForm(command.metricKey());
    String name = Optional.ofNullable(command.resourceName()).orElseThrow();
    String resourceId = UUID.randomUUID().toString();
    PropertyValues.Outcome values =
        new PropertyValues(
                type.descriptor().properties(),
                command.properties(),
                RequestDrafts.facts(name, resourceId, command.deploymentLocation()))
            .all();
    TransitionChecks.refuseProblems(values);
    locationChecks.check(command.deploymentLocation(), type, offered, values.values());
    String uniqueKey = null;
    if (type.kind() == ResourceType.Kind.NETWORK) {
      values = values.without(unasked(command));
      uniqueKey =
          NetworkKey.of(
              command.deploymentLocation(), values.values().get(NetworkKey.NAME_PROPERTY));
      Optional<ResourceInstance> existing = inventory.findByUniqueKey(uniqueKey);
      if (existing.isPresent()) {
        return reuse(command, type, offered, existing.get(), values);
      }
    }
    metricKeys.checkFree(command.metricKey());
    Request transition =
        drafts.request(
            command, type, offered, resourceId, name, Map.of(), RequestDrafts.remark(values));
    ResourceInstance instance = drafts.instance(command, transition, values.values());
    return new RequestPlan(transition, type, instance, uniqueKey, Map.of(), Set.of());
  }

  /** A subnet or gateway that the client does not ask for is chosen when the network is made. */
  private static Set<String> unasked(TransitionCommand command) {
    return Stream.of(NetworkKey.SUBNET_PROPERTY, NetworkKey.GATEWAY_PROPERTY)
        .filter(name -> command.properties().getOrDefault(name, "").isBlank())
        .collect(Collectors.toSet());
  }

  /**
   * The instance that has the name already is the answer (docs/reference/packages.md, "Built-in
   * types").
   */
  private RequestPlan reuse(
      TransitionCommand command,
      ResourceType type,
      OfferedTransition offered,
      ResourceInstance existing,
      PropertyValues.Outcome values) {
    open.refuse(existing.resourceId());
    boolean usable = existing.state() != null && existing.state() != ResourceState.Failed;
    String reason =
        usable
            ? "instance " + existing.resourceId() + " has this name already and is used"
            : RequestDrafts.remark(values);
    return new RequestPlan(
        drafts.request(
            command,
            type,
            offered,
            existing.resourceId(),
            existing.resourceName(),
            Map.of(),
            reason),
        type,
        null,
        null,
        usable ? Map.of() : values.values(),
        Set.of());
  }

  /** The instance that is to be installed again. */
  private ResourceInstance failed(TransitionCommand command, ResourceType type) {
    String resourceId = Optional.ofNullable(command.resourceId()).orElseThrow();
    ResourceInstance instance =
        inventory
            .find(resourceId)
            .orElseThrow(() -> refused("instance " + resourceId + " not found"));
    open.refuse(resourceId);
    if (instance.state() != ResourceState.Failed) {
      throw refused("instance " + resourceId + " is " + instance.state());
    }
    Optional<Request> last = store.findLast(resourceId, LifecycleTransition.Install.name());
    if (last.filter(install -> install.state() == RequestState.COMPLETED).isPresent()) {
      throw refused("the last Install of instance " + resourceId + " completed");
    }
    TransitionChecks.refuseElsewhere(command, type, instance);
    refuseOther("resourceName", command.resourceName(), instance.resourceName());
    refuseOther("metricKey", command.metricKey(), instance.metricKey());
    return instance;
  }

  private static RequestRefused refused(String why) {
    return new RequestRefused(
        Reason.INVALID,
        why
            + ". Install allocates the resourceId: leave it out of the request. Only an instance"
            + " that is Failed since its Install can be installed again by its resourceId");
  }

  private static void refuseOther(String field, @Nullable String given, String own) {
    if (given != null && !given.equals(own)) {
      throw new RequestRefused(
          Reason.INVALID,
          "%s is '%s' and stays when an instance is installed again, not '%s'"
              .formatted(field, own, given));
    }
  }

  /** What the client supplies now stands over what it supplied then; all else starts over. */
  private RequestPlan again(
      TransitionCommand command,
      ResourceType type,
      OfferedTransition offered,
      ResourceInstance instance) {
    Map<String, PropertyDefinition> definitions = type.descriptor().properties();
    Map<String, String> supplied =
        new LinkedHashMap<>(MemberProperties.settable(definitions, instance.properties()));
    supplied
        .keySet()
        .removeIf(
            name ->
                MemberProperties.isAddress(name)
                    && !inventory.askedFor(instance.resourceId(), name));
    supplied.putAll(command.properties());
    PropertyValues.Outcome values =
        new PropertyValues(
                definitions,
                supplied,
                RequestDrafts.facts(
                    instance.resourceName(), instance.resourceId(), instance.location()))
            .all();
    TransitionChecks.refuseProblems(values);
    RetryProperties.refuseAnotherName(type, instance, values.values());
    locationChecks.check(command.deploymentLocation(), type, offered, values.values());
    return new RequestPlan(
        drafts.request(
            command,
            type,
            offered,
            instance.resourceId(),
            instance.resourceName(),
            Map.of(),
            RequestDrafts.remark(values)),
        type,
        null,
        null,
        values.values(),
        command.properties().keySet());
  }
}
