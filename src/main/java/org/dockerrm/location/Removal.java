package org.dockerrm.location;

import org.dockerrm.location.HostException.Reason;

/** What became of the removal of a container. */
public sealed interface Removal {

  /**
   * Ends normally where the container is gone.
   *
   * @throws HostException {@link Reason#BUSY} where it is not gone yet; the same call succeeds
   *     later
   */
  void requireGone();

  /** It is gone, and its name is free. */
  record Gone() implements Removal {

    @Override
    public void requireGone() {}
  }

  /**
   * The host has begun to remove it.
   *
   * @param reason what it waits for, fit for operators
   */
  record Going(String reason) implements Removal {

    @Override
    public void requireGone() {
      throw new HostException(Reason.BUSY, reason);
    }
  }
}
