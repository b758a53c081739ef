package org.dockerrm.location;

import org.dockerrm.location.HostException.Reason;

/** What became of the creation of a container. */
public sealed interface Creation {

  /**
   * The container as it is now.
   *
   * @throws HostException {@link Reason#ALREADY_EXISTS} where there is none of ours
   */
  ContainerView container();

  /** It exists and waits for its start, unless it was started before. */
  record Held(ContainerView container) implements Creation {}

  /** It exists, and the host starts it. */
  record Begun(ContainerView container) implements Creation {}

  /**
   * The name belongs to another owner, and nothing was created.
   *
   * @param reason why, fit for operators
   */
  record Foreign(String reason) implements Creation {

    @Override
    public ContainerView container() {
      throw new HostException(Reason.ALREADY_EXISTS, reason);
    }
  }
}
