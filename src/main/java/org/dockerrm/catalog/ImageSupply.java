package org.dockerrm.catalog;

import java.time.Instant;
import org.dockerrm.location.Location;

/** Images where containers are made from them. */
public interface ImageSupply {

  /**
   * The image that a container of a type is made from on a location. Where the location has none,
   * or an older one, it is built or pulled there in the background. What was seen once is taken for
   * granted until {@link #forget}.
   *
   * @param since a build that failed before then is tried again
   * @throws org.dockerrm.location.HostException where the location does not answer
   */
  ImageUse use(TypeName type, Location location, Instant since);

  /** Has the location looked at again with the next use: the image is not there any more. */
  void forget(TypeName type, Location location);

  /** Whether the image of a type is being built or pulled on a location, or waits for its turn. */
  boolean isBeingMade(TypeName type, Location location);
}
