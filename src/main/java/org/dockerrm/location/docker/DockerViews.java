package org.dockerrm.location.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.ContainerNetworkSettings;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Network;
import com.github.dockerjava.api.model.Network.Ipam;
import com.github.dockerjava.api.model.NetworkSettings;
import com.github.dockerjava.api.model.RestartPolicy;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.dockerrm.location.Cidr;
import org.dockerrm.location.ContainerView;
import org.dockerrm.location.ContainerView.Attachment;
import org.dockerrm.location.ListedContainer;
import org.dockerrm.location.NetworkView;
import org.jspecify.annotations.Nullable;

/** The engine's answers as the port's records. */
final class DockerViews {

  private static final String BRIDGE = "bridge";
  private static final String DEFAULT_BRIDGE = "com.docker.network.bridge.default_bridge";
  private static final String BRIDGE_NAME = "com.docker.network.bridge.name";
  private static final int BRIDGE_ID_LENGTH = 12;

  /** A day, in seconds; nothing in a container takes longer to end. */
  private static final long LONGEST_STOP = 86_400;

  /** The words of a list for what counts as running everywhere else. */
  private static final Set<String> RUNNING = Set.of("running", "paused");

  private static final Set<String> ENDED = Set.of("exited", "dead");

  private DockerViews() {}

  static ContainerView container(InspectContainerResponse answer) {
    ContainerState state = present("State", answer.getState());
    ContainerConfig config = present("Config", answer.getConfig());
    NetworkSettings settings = answer.getNetworkSettings();
    Long exitCode = state.getExitCodeLong();
    boolean restarting = Boolean.TRUE.equals(state.getRestarting());
    boolean running = Boolean.TRUE.equals(state.getRunning()) && !restarting;
    return new ContainerView(
        id(answer.getId()),
        text(answer.getName()).replaceFirst("^/", ""),
        running,
        Boolean.TRUE.equals(state.getPaused()),
        restarting,
        restarts(answer),
        time(state.getStartedAt()),
        exitCode == null ? 0 : exitCode.intValue(),
        text(config.getHostName()),
        text(config.getUser()),
        map(config.getLabels()),
        attachments(settings == null ? null : settings.getNetworks(), running),
        stopTimeout(answer),
        DockerHealth.of(state.getHealth(), config.getHealthcheck()));
  }

  private static boolean restarts(InspectContainerResponse answer) {
    HostConfig host = answer.getHostConfig();
    RestartPolicy policy = host == null ? null : host.getRestartPolicy();
    String name = policy == null ? "" : text(policy.getName());
    return !name.isEmpty() && !name.equals("no");
  }

  /** The client library has no getter for it. */
  private static @Nullable Duration stopTimeout(InspectContainerResponse answer) {
    return answer.getRawValues().get("Config") instanceof Map<?, ?> config
            && config.get("StopTimeout") instanceof Number seconds
        ? Duration.ofSeconds(Math.max(0, Math.min(seconds.longValue(), LONGEST_STOP)))
        : null;
  }

  static ListedContainer listed(Container answer) {
    boolean running = RUNNING.contains(text(answer.getState()));
    String[] names = answer.getNames();
    ContainerNetworkSettings settings = answer.getNetworkSettings();
    return new ListedContainer(
        id(answer.getId()),
        names == null || names.length == 0 ? "" : text(names[0]).replaceFirst("^/", ""),
        running,
        condition(answer),
        ENDED.contains(text(answer.getState())),
        map(answer.getLabels()),
        attachments(settings == null ? null : settings.getNetworks(), running),
        created(answer.getCreated()));
  }

  /** The list shows health as words only: {@code Up 5 minutes (unhealthy)}. */
  private static ListedContainer.Condition condition(Container answer) {
    String status = text(answer.getStatus());
    if (text(answer.getState()).equals("paused")) {
      return ListedContainer.Condition.PAUSED;
    }
    if (status.endsWith("(unhealthy)")) {
      return ListedContainer.Condition.UNHEALTHY;
    }
    return status.endsWith("(healthy)")
        ? ListedContainer.Condition.HEALTHY
        : ListedContainer.Condition.PLAIN;
  }

  /** A time in an engine's words; the epoch for never, and for what is no time. */
  static Instant time(@Nullable String text) {
    try {
      Instant time = OffsetDateTime.parse(text(text)).toInstant();
      return time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time;
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }

  private static Instant created(@Nullable Long seconds) {
    try {
      return Instant.ofEpochSecond(seconds == null ? 0 : seconds);
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }

  private static List<Attachment> attachments(
      @Nullable Map<String, ContainerNetwork> networks, boolean running) {
    return map(networks).entrySet().stream()
        .map(entry -> attachment(entry.getKey(), entry.getValue()))
        // An attempt that failed, say for want of an address, leaves an entry without an id.
        .filter(attachment -> !running || !attachment.networkId().isEmpty())
        .sorted(Comparator.comparing(Attachment::networkName))
        .toList();
  }

  private static Attachment attachment(String name, ContainerNetwork network) {
    return new Attachment(
        text(network.getNetworkID()),
        name,
        text(network.getIpAddress()),
        text(network.getGateway()));
  }

  static NetworkView network(Network answer) {
    Ipam ipam = answer.getIpam();
    List<Ipam.Config> ranges =
        ipam == null || ipam.getConfig() == null
            ? List.of()
            : ipam.getConfig().stream()
                .filter(Objects::nonNull)
                .filter(range -> !text(range.getSubnet()).isEmpty())
                .sorted(Comparator.comparing(range -> range.getSubnet().contains(":")))
                .toList();
    return new NetworkView(
        id(answer.getId()),
        text(answer.getName()),
        text(answer.getDriver()),
        ranges.stream().map(Ipam.Config::getSubnet).toList(),
        ranges.stream().findFirst().map(range -> gateway(answer, range)).orElse(""),
        bridgeName(answer),
        map(answer.getLabels()),
        map(answer.getContainers()).values().stream()
            .map(Network.ContainerNetworkConfig::getName)
            .filter(Objects::nonNull)
            .sorted()
            .toList(),
        answer.getCreated() == null ? Instant.EPOCH : answer.getCreated().toInstant());
  }

  /** A new engine does not report the one of its default bridge until its first restart. */
  private static String gateway(Network network, Ipam.Config range) {
    String told = text(range.getGateway());
    boolean silent = told.isEmpty() && "true".equals(map(network.getOptions()).get(DEFAULT_BRIDGE));
    return silent ? Cidr.firstAddress(range.getSubnet()).orElse("") : told;
  }

  private static String bridgeName(Network network) {
    if (!BRIDGE.equals(network.getDriver())) {
      return "";
    }
    String named = map(network.getOptions()).get(BRIDGE_NAME);
    return named == null || named.isEmpty()
        ? "br-" + id(network.getId()).substring(0, BRIDGE_ID_LENGTH)
        : named;
  }

  static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  /** A map without what has no value. */
  private static <V> Map<String, V> map(@Nullable Map<String, V> values) {
    if (values == null || !values.containsValue(null) && !values.containsKey(null)) {
      return values == null ? Map.of() : values;
    }
    Map<String, V> present = new LinkedHashMap<>(values);
    present.entrySet().removeIf(e -> e.getKey() == null || e.getValue() == null);
    return present;
  }

  /** An id, which stands in paths and is cut. */
  static String id(@Nullable String value) {
    if (value == null || !DockerNames.isObject(value) || value.length() < BRIDGE_ID_LENGTH) {
      throw unusable("an id is missing or is none");
    }
    return value;
  }

  static <T> T present(String name, @Nullable T value) {
    if (value == null) {
      throw unusable(name + " is missing");
    }
    return value;
  }

  private static UncheckedIOException unusable(String why) {
    return new UncheckedIOException(new EngineAnswerException("is of no use: " + why));
  }
}
