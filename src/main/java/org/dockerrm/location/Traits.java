package org.dockerrm.location;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dockerrm.location.ContainerOptions.Access;
import org.dockerrm.location.ContainerOptions.Limits;
import org.dockerrm.location.ContainerOptions.Mount;
import org.dockerrm.location.ContainerOptions.Restart;
import org.dockerrm.location.HostException.Reason;

/**
 * What a kind of host is and can do.
 *
 * @param kind the kind's name, such as {@code engine}
 * @param abilities what it can do
 */
public record Traits(String kind, Set<Ability> abilities) {

  /** Copies the abilities. */
  public Traits {
    abilities = Set.copyOf(abilities);
  }

  /** A kind of host with every ability. */
  public static Traits all(String kind) {
    return new Traits(kind, EnumSet.allOf(Ability.class));
  }

  /** Whether it has an ability. */
  public boolean can(Ability ability) {
    return abilities.contains(ability);
  }

  /**
   * Whether it has what is needed.
   *
   * @param needs each ability with what asks for it, such as {@code property docker_ipaddr}
   */
  public Fit check(Map<Ability, String> needs) {
    List<String> findings =
        needs.entrySet().stream()
            .filter(need -> !can(need.getKey()))
            .map(need -> sentence(need.getKey()) + ": " + need.getValue())
            .toList();
    return findings.isEmpty() ? new Fit.Fits() : new Fit.Misfits(findings);
  }

  /** Whether it can carry a container with these options. */
  public Fit check(ContainerOptions options) {
    return check(needs(options));
  }

  /** The refusal of a call that needs an ability which is missing. */
  public HostException unsupported(Ability ability) {
    return new HostException(Reason.UNSUPPORTED, "Not supported: " + sentence(ability) + ".");
  }

  private String sentence(Ability ability) {
    return "a location of kind " + kind + " " + ability.lack();
  }

  private static Map<Ability, String> needs(ContainerOptions options) {
    Map<Ability, String> needs = new EnumMap<>(Ability.class);
    Access access = options.access();
    Limits limits = options.limits();
    need(needs, access.privileged(), Ability.PRIVILEGED, "container.privileged");
    need(needs, !access.devices().isEmpty(), Ability.DEVICES, "container.devices");
    need(needs, !options.ports().isEmpty(), Ability.HOST_PORTS, "container.ports");
    need(needs, mounts(options, Mount.Kind.BIND), Ability.BIND_MOUNTS, "container.volumes");
    need(needs, mounts(options, Mount.Kind.VOLUME), Ability.VOLUMES, "container.volumes");
    need(needs, limits.pids() > 0, Ability.PROCESS_LIMITS, "container.pids");
    need(needs, !limits.ulimits().isEmpty(), Ability.PROCESS_LIMITS, "container.ulimits");
    need(needs, !options.sysctls().isEmpty(), Ability.SYSCTLS, "container.sysctls");
    need(needs, !options.restart().equals(Restart.NEVER), Ability.RESTARTS, "container.restart");
    return needs;
  }

  private static void need(
      Map<Ability, String> needs, boolean asked, Ability ability, String setting) {
    if (asked) {
      needs.merge(ability, setting, (one, other) -> one + ", " + other);
    }
  }

  /** A volume without a name comes and goes with its container. */
  private static boolean mounts(ContainerOptions options, Mount.Kind kind) {
    return options.mounts().stream()
        .anyMatch(mount -> mount.kind() == kind && !mount.source().isEmpty());
  }
}
