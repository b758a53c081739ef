package org.dockerrm.transition;

import java.util.List;
import org.dockerrm.catalog.Finding;
import org.dockerrm.catalog.ResourceType;

/** The port to the processes that carry requests out. */
public interface TransitionProcesses {

  /**
   * Starts the process of a request in the caller's transaction; it begins after the commit.
   *
   * @return the process instance's id
   */
  String start(Request transition, ResourceType type);

  /**
   * Starts, in the caller's transaction, the process that removes what the Install of a request
   * made, the instance last.
   */
  void undoInstall(Request transition);

  /**
   * Starts, in the caller's transaction, the process that puts the version before of a request's
   * Upgrade back.
   */
  void undoUpgrade(Request transition);

  /**
   * Takes in changed process definitions; runs under way keep the version they began with.
   *
   * @return what is wrong with those that were refused, so that the version before stays in force;
   *     the file of a package is behind the name of its type
   */
  List<Finding> redeploy();
}
