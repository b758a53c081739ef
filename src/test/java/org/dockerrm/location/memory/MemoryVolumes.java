package org.dockerrm.location.memory;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.dockerrm.location.Host;
import org.dockerrm.location.HostException;
import org.dockerrm.location.HostException.Reason;
import org.dockerrm.location.VolumeSpec;
import org.dockerrm.location.VolumeView;
import org.dockerrm.location.Volumes;

/** The named volumes of a host. */
public final class MemoryVolumes implements Volumes {

  private final Faults faults;
  private final Clock clock;
  private final Map<String, VolumeView> volumes = new TreeMap<>();

  /** The names of the containers that mount a volume. */
  private final Function<String, List<String>> users;

  MemoryVolumes(Faults faults, Clock clock, Function<String, List<String>> users) {
    this.faults = faults;
    this.clock = clock;
    this.users = users;
  }

  @Override
  public List<VolumeView> own() {
    return faults.callAlone(
        "ownVolumes",
        () ->
            volumes.values().stream()
                .filter(volume -> volume.labels().containsKey(Host.RESOURCE_ID_LABEL))
                .toList());
  }

  @Override
  public Optional<VolumeView> find(String name) {
    return faults.callAlone("volume", () -> Optional.ofNullable(volumes.get(name)));
  }

  @Override
  public VolumeView create(VolumeSpec spec) {
    return faults.callAlone(
        "create",
        () -> {
          if (!MemoryNames.isName(spec.name())) {
            throw new HostException(Reason.REFUSED, "Cannot create volume " + spec.name());
          }
          VolumeView volume = ensure(spec);
          String wanted = spec.labels().get(Host.RESOURCE_ID_LABEL);
          String owner = volume.labels().get(Host.RESOURCE_ID_LABEL);
          if (wanted == null || !Objects.equals(wanted, owner)) {
            throw new HostException(
                Reason.ALREADY_EXISTS,
                "Cannot create volume " + spec.name() + ": it belongs to another owner");
          }
          return volume;
        });
  }

  /** The volume of that name, made where there is none; without being a call. */
  VolumeView ensure(VolumeSpec spec) {
    return volumes.computeIfAbsent(
        spec.name(),
        name ->
            new VolumeView(
                name,
                spec.driver(),
                "/volumes/" + name,
                spec.options(),
                spec.labels(),
                clock.instant()));
  }

  @Override
  public void remove(String name) {
    faults.callAlone(
        "removeVolume",
        () -> {
          List<String> using = users.apply(name);
          if (volumes.containsKey(name) && !using.isEmpty()) {
            throw new HostException(
                Reason.REFUSED, "Cannot remove volume " + name + ": used by " + using);
          }
          return Optional.ofNullable(volumes.remove(name));
        });
  }
}
