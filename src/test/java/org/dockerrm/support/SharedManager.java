package org.dockerrm.support;

import java.util.List;
import org.camunda.bpm.cockpit.Cockpit;
import org.camunda.bpm.cockpit.impl.DefaultCockpitRuntimeDelegate;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngines;
import org.jspecify.annotations.Nullable;

/**
 * One manager for all the integration tests that do not need one of their own: started at its first
 * use, closed after the last of them.
 */
public final class SharedManager {

  private static @Nullable Manager shared;

  private SharedManager() {}

  /** The manager, running, with the packages {@code probe} and {@code small} published. */
  public static synchronized Manager get() {
    Manager running = shared;
    if (running == null) {
      running = Manager.with("probe", "small").start();
      AfterAllTests.close(running);
      running.client().awaitPublished(Types.PROBE).awaitPublished(Types.SMALL);
      createServletsOfWebApplications(running.client());
      shared = running;
    }
    // Another manager of this JVM takes the name of the engine away as it is closed, and what
    // Camunda's web applications find the engine by.
    ProcessEngines.registerProcessEngine(running.bean(ProcessEngine.class));
    if (Cockpit.getRuntimeDelegate() == null) {
      Cockpit.setCockpitRuntimeDelegate(new DefaultCockpitRuntimeDelegate());
    }
    return running;
  }

  /**
   * Camunda's web applications create their servlets at the first request, out of static state that
   * any other manager of this JVM clears as it is closed.
   */
  private static void createServletsOfWebApplications(RmClient client) {
    for (String application : List.of("admin", "cockpit", "tasklist", "welcome")) {
      client.get("/camunda/api/" + application + "/x");
    }
    client.get("/camunda/api/engine/engine");
  }
}
