package org.dockerrm.reconcile;

import java.util.List;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.location.Location;

/**
 * The objects on container hosts that bear this manager's labels and have no instance, and no
 * request under way that could be about to make one. Unlabelled objects are ignored.
 */
public interface Orphans {

  /**
   * The orphans of a location, containers first, volumes last.
   *
   * @param all those that other managers made, or an older version of this one, too
   * @throws org.dockerrm.location.HostException where the host cannot be asked
   */
  List<Orphan> of(Location location, boolean all);

  /** Makes an orphan of any location an instance again, from its labels and what it is now. */
  Outcome adopt(String id, boolean all);

  /** Removes an orphan of any location from its host. */
  Outcome remove(String id, boolean all);

  /** What became of an orphan. */
  sealed interface Outcome {

    /** It is the instance's object now. */
    record Adopted(ResourceInstance instance) implements Outcome {}

    /** It is gone. */
    record Removed() implements Outcome {}

    /** No orphan has that id, or has it any more. */
    record Unknown() implements Outcome {}

    /** It stays as it is, for a reason fit for operators. */
    record Refused(String reason) implements Outcome {}

    /** Its host cannot be asked now. */
    record Away(String reason) implements Outcome {}
  }
}
