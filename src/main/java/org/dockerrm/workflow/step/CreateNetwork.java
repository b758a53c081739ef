package org.dockerrm.workflow.step;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.dockerrm.inventory.InternalResource;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.NetworkKey;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.location.HostException;
import org.dockerrm.location.NetworkView;
import org.dockerrm.transition.FailureCode;
import org.dockerrm.transition.RequestRun;
import org.dockerrm.transition.RequestRuns;
import org.springframework.stereotype.Component;

/** Creates the instance's network (docs/reference/packages.md, "Built-in types"). */
@Component
class CreateNetwork extends Step {

  private static final int MOST_REFUSED = 20;

  private final Inventory inventory;

  CreateNetwork(RequestRuns runs, Inventory inventory) {
    super(runs);
    this.inventory = inventory;
  }

  @Override
  void perform(RequestRun run, DelegateExecution execution) {
    ResourceInstance instance = run.instance();
    if (instance.readOnly() || isThere(run)) {
      return;
    }
    LocationPermissions.checkNetworkDriver(
        run.location(), instance.properties().getOrDefault("driver", ""));
    NetworkView network = create(run);
    inventory.setInternalResources(
        instance.resourceId(), List.of(InternalResource.network(network.id(), network.name())));
    inventory.putProperties(instance.resourceId(), found(network));
  }

  private static NetworkView create(RequestRun run) {
    String asked = run.instance().properties().getOrDefault(NetworkKey.SUBNET_PROPERTY, "");
    return asked.isBlank()
        ? createOnFreeSubnet(run)
        : run.host().requireNetworks().create(NetworkSpecs.of(run, asked));
  }

  /** The host decides between two that choose the same subnet at once; the loser looks again. */
  private static NetworkView createOnFreeSubnet(RequestRun run) {
    List<String> refused = new ArrayList<>();
    while (true) {
      String subnet =
          FreeSubnets.first(run, refused)
              .orElseThrow(
                  () ->
                      Failures.permanent(
                          FailureCode.INSUFFICIENT_CAPACITY,
                          "no subnet is free in location "
                              + run.location().name()
                              + " (its networkPool is "
                              + run.location().limits().networkPool()
                              + "): set the property subnet"));
      try {
        return run.host().requireNetworks().create(NetworkSpecs.of(run, subnet));
      } catch (HostException e) {
        if (e.reason() != HostException.Reason.NO_CAPACITY || refused.size() >= MOST_REFUSED) {
          throw e;
        }
        refused.add(subnet);
      }
    }
  }

  private static boolean isThere(RequestRun run) {
    return run.instance().networkId().flatMap(run.host().requireNetworks()::find).isPresent();
  }

  private static Map<String, String> found(NetworkView network) {
    Map<String, String> properties = new LinkedHashMap<>();
    network.subnets().stream()
        .findFirst()
        .ifPresent(subnet -> properties.put(NetworkKey.SUBNET_PROPERTY, subnet));
    properties.put(NetworkKey.GATEWAY_PROPERTY, network.gateway());
    properties.put("bridgename", network.bridgeName());
    properties.put("networkid", network.id());
    return properties;
  }
}
