package org.dockerrm.location;

import java.util.Optional;
import org.dockerrm.location.HostException.Reason;

/** What can be said of a container. That it is absent and that it is out of sight are different. */
public sealed interface Inspection {

  /**
   * The container; empty where it is absent.
   *
   * @throws HostException {@link Reason#OUT_OF_SIGHT} where that cannot be known now
   */
  Optional<ContainerView> container();

  /** It exists. */
  record Present(ContainerView view) implements Inspection {

    @Override
    public Optional<ContainerView> container() {
      return Optional.of(view);
    }
  }

  /** It does not exist. */
  record Absent() implements Inspection {

    @Override
    public Optional<ContainerView> container() {
      return Optional.empty();
    }
  }

  /**
   * The part of the host that has it does not answer.
   *
   * @param reason which part and why, fit for operators
   */
  record OutOfSight(String reason) implements Inspection {

    @Override
    public Optional<ContainerView> container() {
      throw new HostException(Reason.OUT_OF_SIGHT, reason);
    }
  }
}
