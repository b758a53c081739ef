package org.dockerrm.workflow.step;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.dockerrm.catalog.PropertyDefinition;
import org.dockerrm.inventory.InternalResource;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.location.ContainerSpec;
import org.dockerrm.location.ContainerView;
import org.dockerrm.location.NetworkSlot;
import org.dockerrm.transition.TransitionRun;
import org.dockerrm.transition.TransitionRuns;
import org.springframework.stereotype.Component;

/** Creates the instance's container on its first network, without starting it. */
@Component
class CreateContainer extends Step {

  private static final int LONGEST_HOSTNAME = 63;
  private static final String HOSTNAME_PROPERTY = "docker_hostname";

  private final Inventory inventory;
  private final NetworkSlots networks;

  CreateContainer(TransitionRuns runs, Inventory inventory, NetworkSlots networks) {
    super(runs);
    this.inventory = inventory;
    this.networks = networks;
  }

  @Override
  void perform(TransitionRun run, DelegateExecution execution) {
    ContainerView container = run.host().create(spec(run));
    String resourceId = run.instance().resourceId();
    inventory.setInternalResources(
        resourceId, List.of(InternalResource.container(container.id(), container.name())));
    if (run.type().descriptor().properties().containsKey(HOSTNAME_PROPERTY)) {
      inventory.putProperties(resourceId, Map.of(HOSTNAME_PROPERTY, container.hostname()));
    }
  }

  private ContainerSpec spec(TransitionRun run) {
    NetworkSlot first = networks.of(run).get(0);
    ResourceInstance instance = run.instance();
    return new ContainerSpec(
        Containers.nameOf(run),
        run.type().image(),
        hostname(instance),
        first.network(),
        first.address().isEmpty() ? null : first.address(),
        environment(run),
        ResourceLabels.of(run));
  }

  private static Map<String, String> environment(TransitionRun run) {
    Map<String, String> environment = new LinkedHashMap<>(InstanceEnvironment.of(run));
    Map<String, PropertyDefinition> definitions = run.type().descriptor().properties();
    run.instance()
        .properties()
        .forEach(
            (name, value) -> {
              PropertyDefinition definition = definitions.get(name);
              if (definition != null && !definition.isSecret()) {
                environment.put("RM_PROP_" + name, value);
              }
            });
    return environment;
  }

  /** A host name from the client's name, which may hold anything. */
  private static String hostname(ResourceInstance instance) {
    String asked = instance.properties().getOrDefault(HOSTNAME_PROPERTY, "");
    if (!asked.isEmpty()) {
      return asked;
    }
    String name = instance.resourceName().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]+", "-");
    String bounded = name.substring(0, Math.min(name.length(), LONGEST_HOSTNAME));
    String trimmed = bounded.replaceAll("^-+|-+$", "");
    return trimmed.isEmpty() ? "resource" : trimmed;
  }
}
