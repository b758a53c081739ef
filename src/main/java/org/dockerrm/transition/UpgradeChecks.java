package org.dockerrm.transition;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dockerrm.catalog.PropertyDefinition;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.catalog.TypeName;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.inventory.ResourceState;
import org.dockerrm.transition.RequestRefused.Reason;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The checks of an Upgrade, whose request names the version that an instance is to become. */
@Component
class UpgradeChecks {

  private static final Set<ResourceState> UPGRADABLE =
      EnumSet.of(ResourceState.Installed, ResourceState.Inactive, ResourceState.Active);

  private final Inventory inventory;
  private final OpenRequests open;
  private final RequestDrafts drafts;
  private final LocationChecks locationChecks;

  UpgradeChecks(
      Inventory inventory, OpenRequests open, RequestDrafts drafts, LocationChecks locationChecks) {
    this.inventory = inventory;
    this.open = open;
    this.drafts = drafts;
    this.locationChecks = locationChecks;
  }

  /** Checks an Upgrade to a published type and says what is to be stored. */
  RequestPlan check(TransitionCommand command, ResourceType to, OfferedTransition offered) {
    ResourceInstance instance = instance(command, to);
    Map<String, PropertyDefinition> definitions = to.descriptor().properties();
    PropertyValues.Outcome values = values(command, definitions, instance);
    TransitionChecks.refuseProblems(values);
    locationChecks.check(command.deploymentLocation(), to, offered, values.values());
    open.refuse(instance.resourceId());
    refuseState(instance);
    String container =
        instance
            .containerId()
            .orElseThrow(() -> conflict("instance " + instance.resourceId() + " has no container"));
    Request request =
        drafts.request(
            command,
            to,
            offered,
            instance.resourceId(),
            instance.resourceName(),
            Map.of(),
            remark(command, to, instance));
    return new RequestPlan(
        request,
        to,
        null,
        null,
        Map.of(),
        command.properties().keySet(),
        new Upgrade(
            request.requestId(),
            instance.resourceId(),
            instance.resourceType(),
            instance.properties(),
            instance.state(),
            container,
            to.name().toString(),
            carried(values.values(), definitions, instance)));
  }

  private ResourceInstance instance(TransitionCommand command, ResourceType to) {
    String resourceId = Optional.ofNullable(command.resourceId()).orElseThrow();
    ResourceInstance instance =
        inventory
            .find(resourceId)
            .orElseThrow(() -> RequestRefused.notFound("instance", resourceId));
    TypeName from = TypeName.parse(instance.resourceType()).orElseThrow();
    if (!from.name().equals(to.name().name()) || from.equals(to.name())) {
      throw invalid(
          "instance %s is of type %s; resourceType of an Upgrade is another version of it, not %s"
              .formatted(resourceId, from, to.name()));
    }
    if (!instance.location().equals(command.deploymentLocation())) {
      throw invalid("instance " + resourceId + " is in deployment location " + instance.location());
    }
    return instance;
  }

  /** What the instance has and the new version declares, and over it what the client supplies. */
  private static PropertyValues.Outcome values(
      TransitionCommand command,
      Map<String, PropertyDefinition> definitions,
      ResourceInstance instance) {
    Map<String, String> supplied =
        new LinkedHashMap<>(MemberProperties.settable(definitions, instance.properties()));
    supplied.putAll(command.properties());
    return new PropertyValues(
            definitions,
            supplied,
            RequestDrafts.facts(
                instance.resourceName(), instance.resourceId(), instance.location()))
        .all();
  }

  /** What scripts and steps have filled in stays, where the new version gives no value. */
  private static Map<String, String> carried(
      Map<String, String> values,
      Map<String, PropertyDefinition> definitions,
      ResourceInstance instance) {
    Map<String, String> carried = new LinkedHashMap<>(values);
    definitions.forEach(
        (name, definition) -> {
          boolean filledIn =
              definition.readOnly()
                  && definition.value() == null
                  && definition.defaultValue() == null;
          String before = instance.properties().getOrDefault(name, "");
          if (filledIn && definition.type().accepts(before)) {
            carried.put(name, before);
          }
        });
    return carried;
  }

  private static void refuseState(ResourceInstance instance) {
    if (instance.state() == null || !UPGRADABLE.contains(instance.state())) {
      throw conflict(
          "instance %s is %s: heal or install it first; Upgrade takes one that is Installed, Inactive or Active"
              .formatted(instance.resourceId(), instance.state()));
    }
  }

  private static @Nullable String remark(
      TransitionCommand command, ResourceType to, ResourceInstance instance) {
    Set<String> declared = to.descriptor().properties().keySet();
    List<String> dropped =
        instance.properties().keySet().stream().filter(name -> !declared.contains(name)).toList();
    List<String> ignored =
        command.properties().keySet().stream().filter(name -> !declared.contains(name)).toList();
    String remark =
        Stream.of(told("dropped", dropped, to), told("ignored", ignored, to))
            .filter(Objects::nonNull)
            .collect(Collectors.joining("; "));
    return remark.isEmpty() ? null : remark;
  }

  private static @Nullable String told(String what, List<String> names, ResourceType to) {
    return names.isEmpty()
        ? null
        : what + ", since " + to.name() + " does not declare them: " + String.join(", ", names);
  }

  private static RequestRefused invalid(String message) {
    return new RequestRefused(Reason.INVALID, message);
  }

  private static RequestRefused conflict(String message) {
    return new RequestRefused(Reason.CONFLICT, message);
  }
}
