package org.dockerrm.transition;

/** What people ask for that policies do else. */
public interface HandRequests {

  /**
   * Heals an instance, with the settings of its type's heal policy where it has one.
   *
   * @return the request as accepted
   * @throws TransitionRefused where the instance is gone, cannot be healed or has an open request
   */
  Transition heal(String resourceId);

  /**
   * Gives a cluster another size, within the bounds of its type's scale policy where it has one.
   *
   * @param resourceId any member
   * @param instances how many members there are to be
   * @return the request as accepted
   * @throws TransitionRefused where the instance is gone, the number is out of bounds or reached
   *     already, or the cluster has an open request
   */
  Transition scale(String resourceId, int instances);
}
