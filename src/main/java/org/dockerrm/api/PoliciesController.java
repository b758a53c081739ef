package org.dockerrm.api;

import java.util.List;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.policy.Policies;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** How the policies of instances stand. */
@ResourceManagerApi
class PoliciesController {

  private final Inventory inventory;
  private final Policies policies;

  PoliciesController(Inventory inventory, Policies policies) {
    this.inventory = inventory;
    this.policies = policies;
  }

  @GetMapping("/topology/instances/{id}/policies")
  List<PolicyRepresentation> policies(@PathVariable String id) {
    return inventory
        .find(id)
        .map(policies::of)
        .orElseThrow(() -> NotFoundException.of("instance", id))
        .stream()
        .map(PolicyRepresentation::of)
        .toList();
  }
}
