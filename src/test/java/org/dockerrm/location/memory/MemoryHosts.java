package org.dockerrm.location.memory;

import java.util.List;
import org.dockerrm.config.LocationSettings;
import org.dockerrm.location.Host;
import org.dockerrm.location.HostFactory;

/** Locations of kind {@code memory}, all with one host. */
public final class MemoryHosts implements HostFactory {

  private final MemoryHost host;

  /** Locations with that host. */
  public MemoryHosts(MemoryHost host) {
    this.host = host;
  }

  @Override
  public String kind() {
    return MemoryHost.KIND;
  }

  @Override
  public Host open(LocationSettings settings) {
    return host;
  }

  @Override
  public void close(Host opened) {}

  @Override
  public List<String> faults(LocationSettings settings) {
    return List.of();
  }
}
