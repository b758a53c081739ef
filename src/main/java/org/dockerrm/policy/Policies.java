package org.dockerrm.policy;

import java.util.List;
import org.dockerrm.inventory.ResourceInstance;

/** The policies of instances, for who wants to know why they fire or do not. */
public interface Policies {

  /**
   * How the policies of an instance stand, in the order of their names; a scale policy as it stands
   * for the whole cluster.
   */
  List<PolicyStatus> of(ResourceInstance instance);
}
