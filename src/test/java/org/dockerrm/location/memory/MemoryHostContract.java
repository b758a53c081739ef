package org.dockerrm.location.memory;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.dockerrm.location.Ability;
import org.dockerrm.location.ContainerView;
import org.dockerrm.location.Host;
import org.dockerrm.location.HostContract;
import org.dockerrm.support.SetClock;

/** A host in memory keeps the contract as far as its abilities go. */
abstract class MemoryHostContract extends HostContract {

  private static final String ENDING = "ending:1";

  final SetClock clock = new SetClock(Instant.parse("2026-01-01T00:00:00Z"));
  final MemoryHost host;

  MemoryHostContract(Set<Ability> missing) {
    host = new MemoryHost(clock, missing);
    host.images.add("lasting:1").add(ENDING);
    host.images.exits.put(ENDING, 0);
  }

  @Override
  protected Host host() {
    return host;
  }

  @Override
  protected Map<String, String> labels(String resourceId) {
    return Map.of(Host.RESOURCE_ID_LABEL, resourceId);
  }

  @Override
  protected String freePrefix() {
    return host.freePrefix();
  }

  @Override
  protected String lastingImage() {
    return "lasting:1";
  }

  @Override
  protected String endingImage() {
    return ENDING;
  }

  @Override
  protected void script(ContainerView container, String path, TestScript what) {
    host.scripts.program(
        path,
        script -> {
          switch (what) {
            case ECHO -> script.write(script.call().parameters()).setParameters("n: 2").exit(0);
            case FAIL -> script.write("out\n").setParameters("n: 3").exit(42);
            case LAST -> script.write("begun\n");
          }
        });
  }

  @Override
  protected void kill(ContainerView container) {
    host.containers.exit(container.id(), 137);
  }
}
