package org.dockerrm.location;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a container is made beyond its image and networks; what says nothing leaves the engine's own
 * choice.
 *
 * @param user user, and perhaps group, of its processes; empty for the image's own
 * @param init whether an init process of the engine is process 1
 * @param restart what the engine does when the main process ends
 * @param environment environment variables of its main process
 * @param ports ports that can be reached through the host
 * @param mounts what is mounted into it
 * @param access what it may do to its host
 * @param limits what it may use up
 * @param names how it looks names up
 * @param sysctls kernel settings of its own namespaces
 * @param healthCheck how the engine checks whether it is healthy; null for the image's own
 * @param stopTimeout how long its main process may take to end; null for the engine's 10 s
 */
public record ContainerOptions(
    String user,
    boolean init,
    Restart restart,
    Map<String, String> environment,
    List<Port> ports,
    List<Mount> mounts,
    Access access,
    Limits limits,
    Names names,
    Map<String, String> sysctls,
    @Nullable HealthCheck healthCheck,
    @Nullable Duration stopTimeout) {

  /** Nothing is asked for. */
  public static final ContainerOptions NONE =
      new ContainerOptions(
          "",
          false,
          Restart.NEVER,
          Map.of(),
          List.of(),
          List.of(),
          Access.NONE,
          Limits.NONE,
          new Names(List.of(), List.of()),
          Map.of(),
          null,
          null);

  /** Copies the collections. */
  public ContainerOptions {
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    ports = List.copyOf(ports);
    mounts = List.copyOf(mounts);
    sysctls = Map.copyOf(sysctls);
  }

  /** The same with other mounts. */
  public ContainerOptions withMounts(List<Mount> others) {
    return new ContainerOptions(
        user,
        init,
        restart,
        environment,
        ports,
        others,
        access,
        limits,
        names,
        sysctls,
        healthCheck,
        stopTimeout);
  }

  /**
   * What the engine does when the main process ends.
   *
   * @param policy {@code no}, {@code always}, {@code unless-stopped} or {@code on-failure}
   * @param retries how often it is tried after failures; 0 for ever
   */
  public record Restart(String policy, int retries) {

    /** An ended container stays as it is. */
    public static final Restart NEVER = new Restart("no", 0);
  }

  /**
   * A port that can be reached through the host.
   *
   * @param hostAddress address of the host that it listens on; empty for all
   * @param hostPort port of the host; 0 for any free one
   * @param lastHostPort the last port of a range from which the engine takes a free one; the same
   *     as {@code hostPort} for exactly that
   * @param containerPort port inside
   * @param protocol {@code tcp}, {@code udp} or {@code sctp}
   */
  public record Port(
      String hostAddress, int hostPort, int lastHostPort, int containerPort, String protocol) {

    /** A port that is reached through exactly that one of the host, or through any for 0. */
    public Port(String hostAddress, int hostPort, int containerPort, String protocol) {
      this(hostAddress, hostPort, hostPort, containerPort, protocol);
    }
  }

  /**
   * Something that is mounted.
   *
   * @param kind what it is
   * @param source a volume's name (empty for one without a name) or a path of the host
   * @param target absolute path inside
   * @param readOnly whether it cannot be written to
   * @param noCopy whether a new volume is left empty instead of taking the image's files
   * @param sizeBytes bound of a tmpfs; 0 for none
   * @param mode permission bits of a tmpfs; -1 for the engine's own
   */
  public record Mount(
      Kind kind,
      String source,
      String target,
      boolean readOnly,
      boolean noCopy,
      long sizeBytes,
      int mode) {

    /** The same from another source. */
    public Mount withSource(String other) {
      return new Mount(kind, other, target, readOnly, noCopy, sizeBytes, mode);
    }

    /** What is mounted. */
    public enum Kind {
      /** A volume of the engine. */
      VOLUME,
      /** A file or directory of the host. */
      BIND,
      /** Memory. */
      TMPFS
    }
  }

  /**
   * What a container may do to its host.
   *
   * @param privileged everything
   * @param addedCapabilities Linux capabilities beyond the engine's own, {@code NET_ADMIN}
   * @param droppedCapabilities capabilities that are taken away
   * @param devices devices of the host
   * @param noNewPrivileges whether no process gets more rights than the one that started it
   * @param readOnly whether it cannot change its own files, apart from those in mounts
   */
  public record Access(
      boolean privileged,
      List<String> addedCapabilities,
      List<String> droppedCapabilities,
      List<Device> devices,
      boolean noNewPrivileges,
      boolean readOnly) {

    /** Access where programs such as sudo may raise a process's rights. */
    public Access(
        boolean privileged,
        List<String> addedCapabilities,
        List<String> droppedCapabilities,
        List<Device> devices) {
      this(privileged, addedCapabilities, droppedCapabilities, devices, false, false);
    }

    /** Nothing beyond what every container may do. */
    public static final Access NONE = new Access(false, List.of(), List.of(), List.of());

    /** Copies the lists. */
    public Access {
      addedCapabilities = List.copyOf(addedCapabilities);
      droppedCapabilities = List.copyOf(droppedCapabilities);
      devices = List.copyOf(devices);
    }
  }

  /**
   * A device of the host.
   *
   * @param hostPath its path on the host
   * @param containerPath its path inside
   * @param permissions of {@code r}, {@code w} and {@code m}
   */
  public record Device(String hostPath, String containerPath, String permissions) {}

  /**
   * What a container may use up; 0 for no bound of its own.
   *
   * @param memoryBytes memory
   * @param nanoCpus processors, in billionths
   * @param pids processes and threads; -1 for any number
   * @param ulimits limits of each process by name
   */
  public record Limits(long memoryBytes, long nanoCpus, long pids, Map<String, Ulimit> ulimits) {

    /** No bounds. */
    public static final Limits NONE = new Limits(0, 0, 0, Map.of());

    /** Copies the map. */
    public Limits {
      ulimits = Map.copyOf(ulimits);
    }
  }

  /**
   * A limit of each process; -1 for none.
   *
   * @param soft what holds at first
   * @param hard what a process may raise it to
   */
  public record Ulimit(long soft, long hard) {}

  /**
   * How names are looked up.
   *
   * @param servers addresses of DNS servers
   * @param hosts further entries of {@code /etc/hosts}, {@code name:address}
   */
  public record Names(List<String> servers, List<String> hosts) {

    /** Copies the lists. */
    public Names {
      servers = List.copyOf(servers);
      hosts = List.copyOf(hosts);
    }
  }

  /**
   * How the engine checks whether a container is healthy; zero leaves the engine's own choice.
   *
   * @param test {@code CMD} or {@code CMD-SHELL} with what follows, or {@code NONE}
   * @param interval time between two checks
   * @param timeout how long one may take
   * @param retries how many must fail in a row
   * @param startPeriod how long failures do not count after the start
   */
  public record HealthCheck(
      List<String> test, Duration interval, Duration timeout, int retries, Duration startPeriod) {

    /** Copies the list. */
    public HealthCheck {
      test = List.copyOf(test);
    }
  }
}
