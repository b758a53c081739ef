package org.dockerrm.workflow.step;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.dockerrm.catalog.ImageSupply;
import org.dockerrm.catalog.ImageUse;
import org.dockerrm.catalog.TypeName;
import org.dockerrm.location.HostException;
import org.dockerrm.location.Location;
import org.dockerrm.transition.FailureCode;
import org.dockerrm.transition.RequestRun;
import org.springframework.stereotype.Component;

/**
 * The images that runs make containers from, and the runs that wait because theirs is being made:
 * the step throws, and its job is held back, without a thread and without using up tries, until the
 * image is there or could not be made.
 */
@Component
public class ImageWaits {

  private final ImageSupply images;
  private final Map<String, Wait> waits = new ConcurrentHashMap<>();

  ImageWaits(ImageSupply images) {
    this.images = images;
  }

  private record Wait(TypeName type, Location location) {}

  /**
   * The image of a run's type on its location.
   *
   * @throws HostException where it is being made there
   */
  String imageFor(RequestRun run) {
    TypeName type = run.type().name();
    ImageUse use = images.use(type, run.location(), run.transition().startedAt());
    if (use instanceof ImageUse.Ready ready) {
      return ready.reference();
    }
    if (use instanceof ImageUse.Unusable unusable) {
      throw Failures.permanent(FailureCode.INFRASTRUCTURE_ERROR, unusable.reason());
    }
    waits.values().removeIf(wait -> !isOpen(wait));
    waits.put(run.transition().requestId(), new Wait(type, run.location()));
    throw new HostException(HostException.Reason.BUSY, ((ImageUse.Making) use).reason());
  }

  /** The same after the image turned out not to be there any more. */
  String lostImageFor(RequestRun run) {
    images.forget(run.type().name(), run.location());
    return imageFor(run);
  }

  /** Whether that request waits for an image that is still being made. */
  public boolean holds(String requestId) {
    Wait wait = waits.get(requestId);
    if (wait == null || isOpen(wait)) {
      return wait != null;
    }
    waits.remove(requestId, wait);
    return false;
  }

  private boolean isOpen(Wait wait) {
    return images.isBeingMade(wait.type(), wait.location());
  }
}
