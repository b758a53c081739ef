package org.dockerrm.manager;

import java.util.stream.Stream;
import org.dockerrm.support.AfterAllTests;
import org.dockerrm.support.Manager;
import org.jspecify.annotations.Nullable;

/** One manager for the tests that need packages of their own: started at its first use. */
final class SpecialManager {

  /** A type whose operations show what operations do. */
  static final String TALKER = "resource::talker::1.0";

  /** A type whose image has a user that is not root. */
  static final String UNPRIVILEGED = "resource::unprivileged::1.0";

  /** A type that brings its own process for Start. */
  static final String DETOUR = "resource::detour::1.0";

  /** A type whose container ends on its first start as if it was killed. */
  static final String SURVIVOR = "resource::survivor::1.0";

  private static @Nullable Manager running;

  private SpecialManager() {}

  /** The manager, running, with its packages published. */
  static synchronized Manager get() {
    Manager manager = running;
    if (manager == null) {
      manager = Manager.with("talker", "unprivileged", "detour", "survivor").start();
      AfterAllTests.close(manager);
      Stream.of(TALKER, UNPRIVILEGED, DETOUR, SURVIVOR).forEach(manager.client()::awaitPublished);
      running = manager;
    }
    return manager;
  }
}
