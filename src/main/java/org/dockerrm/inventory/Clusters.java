package org.dockerrm.inventory;

import java.util.List;

/** Instances that were scaled out of one, which is their first member. */
public interface Clusters {

  /**
   * All members of the cluster that an instance belongs to, oldest first; an instance that was
   * never scaled is alone in its own.
   */
  List<ResourceInstance> members(String resourceId);
}
