package org.dockerrm.support;

import java.time.Clock;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngines;
import org.dockerrm.location.Ability;
import org.dockerrm.location.memory.MemoryHost;
import org.jspecify.annotations.Nullable;

/**
 * One manager on a host in memory for all tests that need no engine: started at its first use,
 * closed after the last of them.
 */
public final class MemoryManager {

  private static @Nullable MemoryManager shared;

  private final MemoryHost host = new MemoryHost();
  private final Manager manager;

  private MemoryManager() {
    manager = Manager.with("probe", "small").configure("scanInterval: PT1S").on(host).start();
  }

  /** The manager, running, with the packages {@code probe} and {@code small} published. */
  public static synchronized MemoryManager get() {
    MemoryManager running = shared;
    if (running == null) {
      running = new MemoryManager();
      AfterAllTests.close(running.manager);
      running.client().awaitPublished(Types.PROBE).awaitPublished(Types.SMALL);
      shared = running;
    }
    // Another manager of this JVM takes the name of the engine away as it is closed.
    ProcessEngines.registerProcessEngine(running.manager.bean(ProcessEngine.class));
    return running;
  }

  /** A manager of its own on a host that lacks some abilities; not started yet. */
  public static Manager without(Set<Ability> missing, String... packages) {
    return Manager.with(packages).on(new MemoryHost(Clock.systemUTC(), missing));
  }

  /** A client of it. */
  public RmClient client() {
    return manager.client();
  }

  /** Its host. */
  public MemoryHost host() {
    return host;
  }

  /** The manager itself. */
  public Manager manager() {
    return manager;
  }
}
