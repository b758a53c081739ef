package org.dockerrm.transition;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dockerrm.catalog.Catalog;
import org.dockerrm.catalog.PropertyDefinition;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.LifecycleTransition;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.secret.InstanceSecrets;
import org.dockerrm.transition.RequestParts.Begun.Nothing;
import org.dockerrm.transition.RequestParts.Begun.Refused;
import org.dockerrm.transition.RequestParts.Begun.Started;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Stores what the process of a request calls. */
@Service
@Transactional
class RequestPartService implements RequestParts {

  private final JdbcRequestStore store;
  private final Inventory inventory;
  private final Catalog catalog;
  private final RequestDrafts drafts;
  private final NewMembers members;
  private final InstanceSecrets secrets;
  private final PartScope scope;
  private final PartBounds bounds;

  RequestPartService(
      JdbcRequestStore store,
      Inventory inventory,
      Catalog catalog,
      RequestDrafts drafts,
      NewMembers members,
      InstanceSecrets secrets,
      PartScope scope,
      PartBounds bounds) {
    this.store = store;
    this.inventory = inventory;
    this.catalog = catalog;
    this.drafts = drafts;
    this.members = members;
    this.secrets = secrets;
    this.scope = scope;
    this.bounds = bounds;
  }

  @Override
  public Begun begin(Command command) {
    Request parent = store.find(command.parentRequestId()).orElseThrow();
    if (parent.state().isFinal()) {
      throw new IllegalStateException("request " + parent.requestId() + " has ended");
    }
    ResourceInstance instance = inventory.find(command.resourceId()).orElse(null);
    if (instance == null && !isInstall(command)) {
      return new Nothing();
    }
    Optional<String> refusal =
        bounds
            .refusal(parent)
            .or(
                () ->
                    instance == null
                        ? members.refusal(parent, command.resourceId())
                        : scope.refusal(parent, instance, command));
    if (refusal.isPresent()) {
      return new Refused(FailureCode.INTERNAL_ERROR, refusal.get());
    }
    if (instance == null) {
      return newMember(parent, command.resourceId());
    }
    ResourceType type = catalog.find(instance.resourceType()).orElse(null);
    if (type == null || !type.isPublished()) {
      return new Refused(
          FailureCode.INTERNAL_ERROR,
          "resource type " + instance.resourceType() + " is not published");
    }
    return command.operation()
        ? operation(parent, command, instance, type)
        : transition(parent, command, instance, type);
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<String> nextMember(String requestId) {
    return members.nextId(store.find(requestId).orElseThrow());
  }

  @Override
  public void setProcess(String requestId, String processInstanceId) {
    store.setProcessInstance(requestId, processInstanceId);
  }

  private static boolean isInstall(Command command) {
    return !command.operation() && command.name().equals(LifecycleTransition.Install.name());
  }

  private Begun newMember(Request parent, String resourceId) {
    ResourceInstance first = inventory.find(parent.resourceId()).orElseThrow();
    ResourceType type = catalog.find(first.resourceType()).orElseThrow();
    NewMembers.Place place = members.next(first);
    Request install =
        drafts.part(
            parent,
            resourceId,
            place.name(),
            first,
            LifecycleTransition.Install.name(),
            false,
            Map.of());
    List<String> problems = members.add(parent, place, install, type);
    return problems.isEmpty()
        ? stored(parent, install, type)
        : new Refused(FailureCode.INTERNAL_ERROR, String.join("; ", problems));
  }

  private Begun transition(
      Request parent, Command command, ResourceInstance instance, ResourceType type) {
    Optional<String> offered = type.descriptor().transition(command.name());
    if (offered.isEmpty() || LifecycleTransition.named(command.name()).isEmpty()) {
      return new Nothing();
    }
    return stored(parent, part(parent, instance, offered.get(), false, Map.of()), type);
  }

  private Begun operation(
      Request parent, Command command, ResourceInstance instance, ResourceType type) {
    Map<String, PropertyDefinition> declared = type.operation(command.name()).orElse(null);
    if (declared == null) {
      return new Refused(
          FailureCode.INTERNAL_ERROR,
          "resource type " + type.name() + " has no operation " + command.name());
    }
    Map<String, String> facts =
        RequestDrafts.facts(instance.resourceName(), instance.resourceId(), instance.location());
    ResourceInstance source =
        inventory
            .find(Optional.ofNullable(command.valuesOf()).orElse(instance.resourceId()))
            .orElse(null);
    Map<String, String> supplied =
        MemberProperties.forOperation(declared, scope.values(parent, command));
    PropertyValues.Outcome values = new PropertyValues(declared, supplied, facts).all();
    if (!values.problems().isEmpty()) {
      return new Refused(
          FailureCode.INTERNAL_ERROR,
          "operation " + command.name() + ": " + String.join("; ", values.problems()));
    }
    secrets.keep(instance.resourceId(), values.values(), declared);
    if (source != null) {
      // What is a secret where it comes from is one where it goes to.
      secrets.keepThoseOf(source, instance.resourceId(), values.values());
    }
    return stored(parent, part(parent, instance, command.name(), true, values.values()), type);
  }

  private Request part(
      Request parent,
      ResourceInstance instance,
      String name,
      boolean operation,
      Map<String, String> properties) {
    return drafts.part(
        parent,
        instance.resourceId(),
        instance.resourceName(),
        instance,
        name,
        operation,
        properties);
  }

  private Begun stored(Request parent, Request part, ResourceType type) {
    boolean withinParent = part.resourceId().equals(parent.resourceId());
    if (!withinParent) {
      store
          .findOpen(part.resourceId())
          .ifPresent(
              open -> {
                throw new IllegalStateException(
                    "instance "
                        + part.resourceId()
                        + " has an open transition, request "
                        + open.requestId());
              });
    }
    store.addPart(part, withinParent);
    return new Started(part, type);
  }
}
