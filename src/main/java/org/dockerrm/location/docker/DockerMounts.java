package org.dockerrm.location.docker;

import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.TmpfsOptions;
import com.github.dockerjava.api.model.VolumeOptions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dockerrm.location.ContainerOptions;

/** Mounts in the words of the engine's API. */
final class DockerMounts {

  private DockerMounts() {}

  /**
   * The mounts, with one for the manager's own files where a container cannot change its own.
   *
   * @param labels what volumes get that come into being with the container
   */
  static List<Mount> of(ContainerOptions options, Map<String, String> labels) {
    Stream<ContainerOptions.Mount> own =
        options.access().readOnly() ? Stream.of(ReadOnlyRoot.MOUNT) : Stream.empty();
    return Stream.concat(options.mounts().stream(), own)
        .map(mount -> mount(mount, labels))
        .toList();
  }

  private static Mount mount(ContainerOptions.Mount mount, Map<String, String> labels) {
    Mount asked = new Mount().withTarget(mount.target()).withReadOnly(mount.readOnly());
    return switch (mount.kind()) {
      case BIND -> asked.withType(MountType.BIND).withSource(mount.source());
      case TMPFS -> asked.withType(MountType.TMPFS).withTmpfsOptions(tmpfs(mount));
      case VOLUME ->
          asked
              .withType(MountType.VOLUME)
              .withSource(mount.source())
              .withVolumeOptions(new VolumeOptions().withNoCopy(mount.noCopy()).withLabels(labels));
    };
  }

  private static TmpfsOptions tmpfs(ContainerOptions.Mount mount) {
    TmpfsOptions options = new TmpfsOptions();
    if (mount.sizeBytes() > 0) {
      options.withSizeBytes(mount.sizeBytes());
    }
    return mount.mode() < 0 ? options : options.withMode(mount.mode());
  }
}
