package org.dockerrm.catalog.image;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * What the making of images may take.
 *
 * @param parallel how many are built or pulled at once, at least 1
 * @param longest how long one may take before it is ended
 */
@Component
public record ImageLimits(
    @Value("${dockerrm.images.parallel:2}") int parallel,
    @Value("${dockerrm.images.time-limit:15m}") Duration longest) {

  /** Checks both. */
  public ImageLimits {
    if (parallel < 1 || parallel > 64) {
      throw new IllegalArgumentException(
          "dockerrm.images.parallel must be from 1 to 64, not " + parallel);
    }
    if (longest.isNegative() || longest.isZero()) {
      throw new IllegalArgumentException(
          "dockerrm.images.time-limit must be longer than nothing, not " + longest);
    }
  }
}
