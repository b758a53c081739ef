package org.dockerrm.location.docker;

import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.command.ListVolumesResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dockerrm.location.Host;
import org.dockerrm.location.HostException;
import org.dockerrm.location.HostException.Reason;
import org.dockerrm.location.VolumeSpec;
import org.dockerrm.location.VolumeView;
import org.dockerrm.location.Volumes;
import org.jspecify.annotations.Nullable;

/** The volumes of one engine. */
final class DockerVolumes implements Volumes {

  private final DockerClients clients;
  private final DockerCalls calls;

  DockerVolumes(DockerClients clients, DockerCalls calls) {
    this.clients = clients;
    this.calls = calls;
  }

  @Override
  public List<VolumeView> own() {
    return calls.call(
        "list volumes",
        () -> {
          ListVolumesResponse answer =
              clients
                  .control()
                  .listVolumesCmd()
                  .withFilter("label", List.of(Host.RESOURCE_ID_LABEL))
                  .exec();
          Map<Object, Object> times = times(answer);
          return Stream.ofNullable(answer.getVolumes())
              .flatMap(List::stream)
              .map(volume -> view(volume, times.get(volume.getName())))
              .toList();
        });
  }

  /** When the volumes of a list were created, by their names: the client leaves that out. */
  private static Map<Object, Object> times(ListVolumesResponse answer) {
    Map<Object, Object> times = new HashMap<>();
    if (answer.getRawValues().get("Volumes") instanceof List<?> volumes) {
      for (Object volume : volumes) {
        if (volume instanceof Map<?, ?> values) {
          times.put(values.get("Name"), values.get("CreatedAt"));
        }
      }
    }
    return times;
  }

  @Override
  public Optional<VolumeView> find(String name) {
    if (!DockerNames.isObject(name)) {
      return Optional.empty();
    }
    return calls.call(
        "look at volume " + name,
        () -> {
          try {
            return Optional.of(inspect(name));
          } catch (NotFoundException e) {
            return Optional.<VolumeView>empty();
          }
        });
  }

  @Override
  public VolumeView create(VolumeSpec spec) {
    String doing = "create volume " + spec.name();
    try {
      calls.run(
          doing,
          () ->
              clients
                  .control()
                  .createVolumeCmd()
                  .withName(spec.name())
                  .withDriver(spec.driver())
                  .withDriverOpts(spec.options())
                  .withLabels(spec.labels())
                  .exec());
    } catch (HostException e) {
      // The engine refuses the name of a volume that another driver has.
      VolumeView there = find(spec.name()).orElseThrow(() -> e);
      if (!isFor(spec, there)) {
        throw taken(there, e);
      }
    }
    // The engine answers with the volume that has the name already, whatever its owner.
    VolumeView volume =
        find(spec.name())
            .orElseThrow(
                () ->
                    new HostException(
                        Reason.BUSY, "Cannot " + doing + ": it was removed meanwhile."));
    if (!isFor(spec, volume)) {
      throw taken(volume, null);
    }
    return volume;
  }

  private static boolean isFor(VolumeSpec spec, VolumeView volume) {
    String id = spec.labels().get(Host.RESOURCE_ID_LABEL);
    return id != null && id.equals(volume.labels().get(Host.RESOURCE_ID_LABEL));
  }

  private static HostException taken(VolumeView volume, @Nullable HostException cause) {
    String owner = volume.labels().get(Host.RESOURCE_ID_LABEL);
    return new HostException(
        Reason.ALREADY_EXISTS,
        "Cannot create volume %s: there is one of that name, and it belongs to %s."
            .formatted(volume.name(), owner == null ? "another owner" : "instance " + owner),
        cause);
  }

  @Override
  public void remove(String name) {
    if (find(name).isEmpty()) {
      return;
    }
    try {
      calls.run(
          "remove volume " + name,
          () -> {
            try {
              clients.control().removeVolumeCmd(name).exec();
            } catch (NotFoundException e) {
              // It is gone.
            }
          });
    } catch (HostException e) {
      List<String> users = users(name);
      throw users.isEmpty() ? e : inUse(name, users, e);
    }
  }

  private List<String> users(String name) {
    return calls
        .call(
            "list the containers of volume " + name,
            () ->
                clients
                    .control()
                    .listContainersCmd()
                    .withShowAll(true)
                    .withVolumeFilter(List.of(name))
                    .exec())
        .stream()
        .flatMap(DockerNames::of)
        .sorted()
        .toList();
  }

  private static HostException inUse(String name, List<String> users, HostException cause) {
    return new HostException(
        Reason.REFUSED,
        "Cannot remove volume %s: %s it."
            .formatted(name, String.join(", ", users) + (users.size() == 1 ? " uses" : " use")),
        cause);
  }

  private VolumeView inspect(String name) {
    InspectVolumeResponse answer = clients.control().inspectVolumeCmd(name).exec();
    return view(answer, answer.getRawValues().get("CreatedAt"));
  }

  private static VolumeView view(InspectVolumeResponse answer, @Nullable Object createdAt) {
    return new VolumeView(
        answer.getName(),
        DockerViews.text(answer.getDriver()),
        DockerViews.text(answer.getMountpoint()),
        Optional.ofNullable(answer.getOptions()).orElse(Map.of()),
        Optional.ofNullable(answer.getLabels()).orElse(Map.of()),
        time(String.valueOf(createdAt)));
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      return Instant.EPOCH;
    }
  }
}
