package org.dockerrm.location.memory;

import java.util.EnumSet;
import org.dockerrm.location.Ability;

/** A host that can only create containers and run scripts refuses everything else. */
class LimitedHostTest extends MemoryHostContract {

  LimitedHostTest() {
    super(EnumSet.allOf(Ability.class));
  }
}
