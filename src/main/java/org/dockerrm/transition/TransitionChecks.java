package org.dockerrm.transition;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dockerrm.catalog.Catalog;
import org.dockerrm.catalog.PropertyDefinition;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.config.Settings;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.Lifecycle;
import org.dockerrm.inventory.LifecycleTransition;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.location.Location;
import org.dockerrm.location.Locations;
import org.dockerrm.spelling.Similar;
import org.dockerrm.transition.RequestRefused.Reason;
import org.springframework.stereotype.Component;

/**
 * The checks of a request (docs/reference/api.md, "Order of checks"); the first that fails
 * determines the response.
 */
@Component
class TransitionChecks {

  private static final int MOST_NAMED = 10;

  private final Locations locations;
  private final Catalog catalog;
  private final Inventory inventory;
  private final InstallChecks installs;
  private final UpgradeChecks upgrades;
  private final OpenRequests open;
  private final Settings settings;
  private final RequestDrafts drafts;
  private final LocationChecks locationChecks;

  TransitionChecks(
      Locations locations,
      Catalog catalog,
      Inventory inventory,
      InstallChecks installs,
      UpgradeChecks upgrades,
      OpenRequests open,
      Settings settings,
      RequestDrafts drafts,
      LocationChecks locationChecks) {
    this.locations = locations;
    this.catalog = catalog;
    this.inventory = inventory;
    this.installs = installs;
    this.upgrades = upgrades;
    this.open = open;
    this.settings = settings;
    this.drafts = drafts;
    this.locationChecks = locationChecks;
  }

  /** Checks a request and says what is to be stored. */
  RequestPlan check(TransitionCommand command) {
    checkLocation(command);
    ResourceType type = publishedType(command);
    OfferedTransition offered = OfferedTransition.find(type, command.transitionName());
    checkResourceIdRule(command, offered);
    checkForce(command, offered);
    if (offered.is(LifecycleTransition.Install)) {
      return installs.check(command, type, offered);
    }
    return offered.is(LifecycleTransition.Upgrade)
        ? upgrades.check(command, type, offered)
        : later(command, type, offered);
  }

  private void checkLocation(TransitionCommand command) {
    if (locations.find(command.deploymentLocation()).isEmpty()) {
      List<String> names = locations.all().stream().map(Location::name).sorted().toList();
      String known = names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
      throw new RequestRefused(
          Reason.NOT_FOUND,
          "deployment location '%s' not found; known: %s%s"
              .formatted(
                  command.deploymentLocation(),
                  known,
                  Similar.hint(command.deploymentLocation(), names)));
    }
  }

  private ResourceType publishedType(TransitionCommand command) {
    ResourceType type =
        catalog
            .find(command.resourceType())
            .orElseThrow(
                () ->
                    new RequestRefused(
                        Reason.INVALID,
                        "resource type '"
                            + command.resourceType()
                            + "' not found"
                            + Similar.hint(
                                command.resourceType(),
                                catalog.types().stream()
                                    .map(known -> known.name().toString())
                                    .toList())));
    if (!type.isPublished()) {
      throw new RequestRefused(
          Reason.INVALID,
          "resource type " + type.name() + " is not published: " + type.stateReason());
    }
    return type;
  }

  private static void checkResourceIdRule(TransitionCommand command, OfferedTransition offered) {
    boolean install = offered.is(LifecycleTransition.Install);
    if (!install && command.resourceId() == null) {
      throw new RequestRefused(
          Reason.INVALID, offered.name() + " needs the resourceId of an instance");
    }
  }

  private static void checkForce(TransitionCommand command, OfferedTransition offered) {
    if (command.force() && !offered.is(LifecycleTransition.Uninstall)) {
      throw new RequestRefused(
          Reason.INVALID,
          "force is for Uninstall alone; leave it out of the request for " + offered.name());
    }
  }

  private RequestPlan later(
      TransitionCommand command, ResourceType type, OfferedTransition offered) {
    ResourceInstance instance = instance(command, type);
    if (instance.readOnly()) {
      throw new RequestRefused(
          Reason.CONFLICT,
          "instance "
              + instance.resourceId()
              + " is read-only: it was found on the host and was not created by this manager");
    }
    PropertyValues.Outcome values = values(command, type, offered, instance);
    refuseProblems(values);
    locationChecks.check(command.deploymentLocation(), type, offered, values.values());
    open.refuse(instance.resourceId());
    refuseWhatCannotWork(type, offered, instance);
    Map<String, String> operationValues = offered.isOperation() ? values.values() : Map.of();
    Map<String, String> changes = offered.isOperation() ? Map.of() : values.values();
    return new RequestPlan(
        drafts.request(
            command,
            type,
            offered,
            instance.resourceId(),
            instance.resourceName(),
            operationValues,
            RequestDrafts.remark(values)),
        type,
        null,
        null,
        changes,
        offered.isOperation() ? Set.of() : command.properties().keySet());
  }

  private ResourceInstance instance(TransitionCommand command, ResourceType type) {
    String resourceId = Optional.ofNullable(command.resourceId()).orElseThrow();
    ResourceInstance instance =
        inventory
            .find(resourceId)
            .orElseThrow(() -> RequestRefused.notFound("instance", resourceId));
    refuseElsewhere(command, type, instance);
    return instance;
  }

  /** Refuses an instance of another type or location than the request names. */
  static void refuseElsewhere(
      TransitionCommand command, ResourceType type, ResourceInstance instance) {
    if (!instance.resourceType().equals(type.name().toString())) {
      throw new RequestRefused(
          Reason.INVALID,
          "instance " + instance.resourceId() + " is of type " + instance.resourceType());
    }
    if (!instance.location().equals(command.deploymentLocation())) {
      throw new RequestRefused(
          Reason.INVALID,
          "instance "
              + instance.resourceId()
              + " is in deployment location "
              + instance.location());
    }
  }

  private static PropertyValues.Outcome values(
      TransitionCommand command,
      ResourceType type,
      OfferedTransition offered,
      ResourceInstance instance) {
    Map<String, String> facts =
        RequestDrafts.facts(instance.resourceName(), instance.resourceId(), instance.location());
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
      throw new RequestRefused(
          Reason.INVALID,
          String.join("; ", values.problems()),
          Map.of("properties", values.problems()));
    }
  }

  private void refuseWhatCannotWork(
      ResourceType type, OfferedTransition offered, ResourceInstance instance) {
    if (instance.internalResources().isEmpty() && !offered.is(LifecycleTransition.Uninstall)) {
      throw new RequestRefused(
          Reason.CONFLICT,
          "instance "
              + instance.resourceId()
              + " was never installed completely; it accepts only Uninstall, and Install with"
              + " its resourceId if it is Failed");
    }
    LifecycleTransition transition = offered.lifecycle();
    if (settings.strictStates()
        && transition != null
        && !new Lifecycle(type.descriptor().lifecycle()).allows(instance.state(), transition)) {
      throw new RequestRefused(
          Reason.CONFLICT,
          offered.name() + " is out of order: the instance is " + instance.state());
    }
  }
}
