package org.dockerrm.location.docker;

import java.time.Duration;
import org.dockerrm.location.HostException;
import org.dockerrm.location.HostException.Reason;

/** Waiting between two looks at something the engine is about to finish. */
final class Pause {

  private Pause() {}

  /** Sleeps; a {@link HostException} if the thread is interrupted meanwhile. */
  static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HostException(Reason.UNREACHABLE, "Interrupted while waiting for the engine.", e);
    }
  }
}
