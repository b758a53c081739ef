package org.dockerrm.transition;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dockerrm.catalog.Catalog;
import org.dockerrm.catalog.PropertyDefinition;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.config.Settings;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.Lifecycle;
import org.dockerrm.inventory.LifecycleTransition;
import org.dockerrm.inventory.NetworkKey;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.inventory.ResourceState;
import org.dockerrm.location.Locations;
import org.dockerrm.transition.TransitionRefused.Reason;
import org.springframework.stereotype.Component;

/**
 * The checks of a request in the order of the contract (resource-manager-api, "Transitions"); the
 * first that fails is the answer.
 */
@Component
class TransitionChecks {

  private final Locations locations;
  private final Catalog catalog;
  private final Inventory inventory;
  private final JdbcTransitionStore store;
  private final Settings settings;
  private final TransitionDrafts drafts;
  private final MetricKeyRule metricKeys;
  private final HostNetworkRule hostNetwork;

  TransitionChecks(
      Locations locations,
      Catalog catalog,
      Inventory inventory,
      JdbcTransitionStore store,
      Settings settings,
      TransitionDrafts drafts,
      MetricKeyRule metricKeys,
      HostNetworkRule hostNetwork) {
    this.locations = locations;
    this.catalog = catalog;
    this.inventory = inventory;
    this.store = store;
    this.settings = settings;
    this.drafts = drafts;
    this.metricKeys = metricKeys;
    this.hostNetwork = hostNetwork;
  }

  /** Checks a request and says what is to be stored. */
  TransitionPlan check(TransitionCommand command) {
    checkLocation(command);
    ResourceType type = publishedType(command);
    OfferedTransition offered = OfferedTransition.find(type, command.transitionName());
    checkResourceIdRule(command, offered);
    checkForce(command, offered);
    if (offered.is(LifecycleTransition.Install)) {
      return install(command, type, offered);
    }
    return later(command, type, offered);
  }

  private void checkLocation(TransitionCommand command) {
    if (locations.find(command.deploymentLocation()).isEmpty()) {
      throw new TransitionRefused(
          Reason.NOT_FOUND, "there is no deployment location of the given name");
    }
  }

  private ResourceType publishedType(TransitionCommand command) {
    ResourceType type =
        catalog
            .find(command.resourceType())
            .orElseThrow(
                () ->
                    new TransitionRefused(
                        Reason.INVALID, "there is no resource type of the given name"));
    if (!type.isPublished()) {
      throw new TransitionRefused(
          Reason.INVALID,
          "resource type " + type.name() + " is not published: " + type.stateReason());
    }
    return type;
  }

  private static void checkResourceIdRule(TransitionCommand command, OfferedTransition offered) {
    boolean install = offered.is(LifecycleTransition.Install);
    if (install && command.resourceId() != null) {
      throw new TransitionRefused(
          Reason.INVALID, "Install allocates the resourceId; leave it out of the request");
    }
    if (!install && command.resourceId() == null) {
      throw new TransitionRefused(
          Reason.INVALID, offered.name() + " needs the resourceId of an instance");
    }
  }

  private static void checkForce(TransitionCommand command, OfferedTransition offered) {
    if (command.force() && !offered.is(LifecycleTransition.Uninstall)) {
      throw new TransitionRefused(
          Reason.INVALID,
          "force is for Uninstall alone; leave it out of the request for " + offered.name());
    }
  }

  private TransitionPlan install(
      TransitionCommand command, ResourceType type, OfferedTransition offered) {
    MetricKeyRule.checkForm(command.metricKey());
    String name = Optional.ofNullable(command.resourceName()).orElseThrow();
    String resourceId = UUID.randomUUID().toString();
    PropertyValues.Outcome values =
        new PropertyValues(
                type.descriptor().properties(),
                command.properties(),
                TransitionDrafts.facts(name, resourceId, command.deploymentLocation()))
            .all();
    refuseProblems(values);
    hostNetwork.check(command.deploymentLocation(), type, offered, values.values());
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
    Transition transition =
        drafts.request(
            command, type, offered, resourceId, name, Map.of(), TransitionDrafts.remark(values));
    ResourceInstance instance = drafts.instance(command, transition, values.values());
    return new TransitionPlan(transition, type, instance, uniqueKey, Map.of());
  }

  /** A subnet or gateway that the client does not ask for is chosen when the network is made. */
  private static Set<String> unasked(TransitionCommand command) {
    return Stream.of(NetworkKey.SUBNET_PROPERTY, NetworkKey.GATEWAY_PROPERTY)
        .filter(name -> command.properties().getOrDefault(name, "").isBlank())
        .collect(Collectors.toSet());
  }

  /** The instance that has the name already is the answer (resource-packages, "docker-network"). */
  private TransitionPlan reuse(
      TransitionCommand command,
      ResourceType type,
      OfferedTransition offered,
      ResourceInstance existing,
      PropertyValues.Outcome values) {
    refuseOpen(existing.resourceId());
    boolean usable = existing.state() != null && existing.state() != ResourceState.Failed;
    String reason =
        usable
            ? "instance " + existing.resourceId() + " has this name already and is used"
            : TransitionDrafts.remark(values);
    return new TransitionPlan(
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
        usable ? Map.of() : values.values());
  }

  private TransitionPlan later(
      TransitionCommand command, ResourceType type, OfferedTransition offered) {
    ResourceInstance instance = instance(command, type);
    if (instance.readOnly()) {
      throw new TransitionRefused(
          Reason.CONFLICT,
          "instance "
              + instance.resourceId()
              + " is read-only: it was found on the host and was not made by this manager");
    }
    PropertyValues.Outcome values = values(command, type, offered, instance);
    refuseProblems(values);
    hostNetwork.check(command.deploymentLocation(), type, offered, values.values());
    refuseOpen(instance.resourceId());
    refuseWhatCannotWork(type, offered, instance);
    Map<String, String> operationValues = offered.isOperation() ? values.values() : Map.of();
    Map<String, String> changes = offered.isOperation() ? Map.of() : values.values();
    return new TransitionPlan(
        drafts.request(
            command,
            type,
            offered,
            instance.resourceId(),
            instance.resourceName(),
            operationValues,
            TransitionDrafts.remark(values)),
        type,
        null,
        null,
        changes);
  }

  private ResourceInstance instance(TransitionCommand command, ResourceType type) {
    String resourceId = Optional.ofNullable(command.resourceId()).orElseThrow();
    ResourceInstance instance =
        inventory
            .find(resourceId)
            .orElseThrow(
                () ->
                    new TransitionRefused(
                        Reason.NOT_FOUND, "there is no instance of the given resourceId"));
    if (!instance.resourceType().equals(type.name().toString())) {
      throw new TransitionRefused(
          Reason.INVALID, "instance " + resourceId + " is of type " + instance.resourceType());
    }
    if (!instance.location().equals(command.deploymentLocation())) {
      throw new TransitionRefused(
          Reason.INVALID,
          "instance " + resourceId + " is in deployment location " + instance.location());
    }
    return instance;
  }

  private static PropertyValues.Outcome values(
      TransitionCommand command,
      ResourceType type,
      OfferedTransition offered,
      ResourceInstance instance) {
    Map<String, String> facts =
        TransitionDrafts.facts(instance.resourceName(), instance.resourceId(), instance.location());
    if (offered.isOperation()) {
      Map<String, PropertyDefinition> definitions = offered.operationProperties();
      return new PropertyValues(definitions, command.properties(), facts).all();
    }
    return new PropertyValues(type.descriptor().properties(), command.properties(), facts)
        .changes(instance.properties());
  }

  /** Refuses properties that are wrong, naming all of them. */
  static void refuseProblems(PropertyValues.Outcome values) {
    if (!values.problems().isEmpty()) {
      throw new TransitionRefused(
          Reason.INVALID,
          String.join("; ", values.problems()),
          Map.of("properties", values.problems()));
    }
  }

  private void refuseOpen(String resourceId) {
    store
        .findOpen(resourceId)
        .ifPresent(
            open -> {
              throw new TransitionRefused(
                  Reason.CONFLICT,
                  "instance " + resourceId + " has an open transition, request " + open.requestId(),
                  Map.of("requestId", open.requestId()));
            });
  }

  private void refuseWhatCannotWork(
      ResourceType type, OfferedTransition offered, ResourceInstance instance) {
    if (instance.internalResources().isEmpty() && !offered.is(LifecycleTransition.Uninstall)) {
      throw new TransitionRefused(
          Reason.CONFLICT,
          "instance "
              + instance.resourceId()
              + " was never installed whole; only Uninstall can work on it");
    }
    LifecycleTransition transition = offered.lifecycle();
    if (settings.strictStates()
        && transition != null
        && !new Lifecycle(type.descriptor().lifecycle()).allows(instance.state(), transition)) {
      throw new TransitionRefused(
          Reason.CONFLICT,
          offered.name() + " is out of order: the instance is " + instance.state());
    }
  }
}
