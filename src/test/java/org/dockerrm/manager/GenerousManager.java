package org.dockerrm.manager;

import java.util.stream.Stream;
import org.dockerrm.support.AfterAllTests;
import org.dockerrm.support.Manager;
import org.jspecify.annotations.Nullable;

/** One manager whose location allows everything, with types that have container settings. */
final class GenerousManager {

  /** A type that asks for what only some locations allow, by its properties. */
  static final String BOLD = "resource::bold::1.0";

  /** A type with a health check. */
  static final String CHECKED = "resource::checked::1.0";

  /** A type that is healed when its health check fails. */
  static final String TENDED = "resource::tended::1.0";

  /** A type whose health check is run every 45 s, and whose container the engine starts again. */
  static final String PATIENT = "resource::patient::1.0";

  /** A type that mounts the volume which its property {@code data} names. */
  static final String KEEPER = "resource::keeper::1.0";

  private static @Nullable Manager running;

  private GenerousManager() {}

  /** The manager, running, with its packages published. */
  static synchronized Manager get() {
    Manager manager = running;
    if (manager == null) {
      manager =
          Manager.with("bold", "checked", "keeper", "patient", "tended")
              .limit("allowPrivileged: true", "allowBindMounts: true", "allowHostNetwork: true")
              .start();
      AfterAllTests.close(manager);
      Stream.of(BOLD, CHECKED, KEEPER, PATIENT, TENDED).forEach(manager.client()::awaitPublished);
      running = manager;
    }
    return manager;
  }
}
