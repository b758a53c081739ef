package org.dockerrm.manager;

import org.dockerrm.support.Manager;
import org.dockerrm.support.SharedManager;

/** A whole life with the embedded database. */
class WholeLifeIT extends WholeLifeTests {

  @Override
  Manager manager() {
    return SharedManager.get();
  }
}
