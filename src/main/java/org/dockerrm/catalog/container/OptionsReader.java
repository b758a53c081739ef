package org.dockerrm.catalog.container;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dockerrm.catalog.yaml.Fields;
import org.dockerrm.catalog.yaml.Findings;
import org.dockerrm.catalog.yaml.YamlValue;
import org.dockerrm.catalog.yaml.YamlValue.Entries;
import org.dockerrm.location.ContainerOptions;
import org.dockerrm.location.ContainerOptions.Names;
import org.dockerrm.location.ContainerOptions.Restart;

/**
 * Reads the {@code container} section. Its keys take the forms of the Compose file, and underscores
 * stand for hyphens:
 *
 * <ul>
 *   <li>{@code ports}: list of {@code [[address:]host[-host]:]container[-container][/tcp|udp|sctp]}
 *       (of a range of the host for one port inside, a free one is taken), or {@code {target,
 *       published, protocol, host-ip}}
 *   <li>{@code volumes}: list of {@code [source:]/target[:ro|rw|nocopy,...]}, or {@code {type:
 *       volume|bind|tmpfs, source, target, read-only, volume: {nocopy}, tmpfs: {size, mode}}}; a
 *       source is a volume's name, the resourceId of a docker-volume instance, or a path of the
 *       host
 *   <li>{@code tmpfs}: {@code /target[:size=64m,mode=1777]}, or list of them
 *   <li>{@code read-only}: {@code true} or {@code false}
 *   <li>{@code environment}, {@code sysctls}: map, or list of {@code name=value}
 *   <li>{@code extra-hosts}: map, or list of {@code name:address} or {@code name=address}
 *   <li>{@code capabilities}: list to add, or {@code {add: [...], drop: [...]}}; with or without
 *       {@code CAP_}; {@code ALL}; or {@code cap-add} and {@code cap-drop}, lists
 *   <li>{@code security-opt}: list; only {@code no-new-privileges}
 *   <li>{@code privileged}, {@code init}: {@code true} or {@code false}
 *   <li>{@code memory} or {@code mem-limit}: {@code 512m}; b, k, kb, m, mb, g, gb; at least 6m
 *   <li>{@code cpus}: {@code 0.5}; {@code pids} or {@code pids-limit}: {@code 100}, -1 for any
 *       number
 *   <li>{@code restart}: {@code no}, {@code always}, {@code unless-stopped}, {@code on-failure[:n]}
 *   <li>{@code user}: {@code user[:group]}
 *   <li>{@code devices}: list of {@code /host[:/container[:rwm]]}, or {@code {source, target,
 *       permissions}}
 *   <li>{@code dns}: address, or list of addresses
 *   <li>{@code ulimits}: map of name to number or {@code {soft, hard}}; -1 for none
 *   <li>{@code healthcheck}: {@code {test, interval, timeout, retries, start-period, disable}}; a
 *       test is a shell command, or a list that begins with CMD, CMD-SHELL or NONE
 *   <li>{@code stop-timeout} or {@code stop-grace-period}: {@code 1m30s}, or whole seconds; at most
 *       5m
 * </ul>
 */
public final class OptionsReader {

  private static final long LEAST_MEMORY = 6L << 20;
  private static final Duration LONGEST_STOP = Duration.ofMinutes(5);
  private static final Pattern RESTART =
      Pattern.compile("(no|always|unless-stopped|on-failure)(?::(\\d{1,6}))?");
  private static final Pattern CPUS = Pattern.compile("\\d{1,4}(\\.\\d{1,9})?");
  private static final Pattern USER = Pattern.compile("[^\\s:]{1,100}(:[^\\s:]{1,100})?");

  /** Keys that are called otherwise in Compose files. */
  private static final Map<String, String> COMPOSE_KEYS =
      Map.of("memory", "mem-limit", "pids", "pids-limit", "stop-timeout", "stop-grace-period");

  private final Values values;

  private OptionsReader(Values values) {
    this.values = values;
  }

  /** A reader for a section whose references still stand there. */
  public static OptionsReader ofTemplate(Findings.InFile findings) {
    return new OptionsReader(new Values(true, findings));
  }

  /** A reader for a section whose references have been replaced. */
  public static OptionsReader ofValues(Findings.InFile findings) {
    return new OptionsReader(new Values(false, findings));
  }

  /** Reads the section. Invalid settings are reported and left out; so are values not known yet. */
  public ContainerOptions read(Entries section) {
    Fields fields = values.fields("container", section);
    PairsReader pairs = new PairsReader(values);
    LimitsReader limits = new LimitsReader(values);
    MountsReader mounts = new MountsReader(values);
    ContainerOptions options =
        new ContainerOptions(
            scalar(fields, "user", "user or user:group", this::user).orElse(""),
            values.flag("container.init", fields.value("init")),
            scalar(fields, "restart", "no, always, unless-stopped or on-failure", this::restart)
                .orElse(Restart.NEVER),
            pairs.environment(fields.value("environment")),
            new PortsReader(values).read(fields.value("ports")),
            mounts.read(fields.value("volumes"), fields.value("tmpfs")),
            new AccessReader(values).read(fields),
            limits.read(
                scalar(fields, "memory", ValueFormats.SIZE + ", at least 6m", this::memory)
                    .orElse(0L),
                scalar(fields, "cpus", "a number of processors such as 0.5", this::cpus).orElse(0L),
                scalar(fields, "pids", "a number above 0, or -1", this::pids).orElse(0L),
                fields.value("ulimits")),
            new Names(dns(fields.value("dns")), pairs.hosts(fields.value("extra-hosts"))),
            pairs.sysctls(fields.value("sysctls")),
            new HealthCheckReader(values).read(fields.value("healthcheck")).orElse(null),
            scalar(
                    fields,
                    "stop-timeout",
                    ValueFormats.DURATION + ", at most 5m",
                    this::stopTimeout)
                .orElse(null));
    fields.warnOfOthers();
    return options;
  }

  private <T> Optional<T> scalar(Fields fields, String key, String form, Leaf<T> leaf) {
    Optional<YamlValue> own = fields.value(key);
    String composeKey = COMPOSE_KEYS.getOrDefault(key, key);
    Optional<YamlValue> compose = fields.value(composeKey);
    if (own.isPresent() && compose.isPresent() && !composeKey.equals(key)) {
      values
          .findings()
          .error(
              compose.get().line(),
              "container: '" + composeKey + "' and '" + key + "' mean the same; give one of them");
    }
    String name = own.isPresent() ? key : composeKey;
    return own.or(() -> compose)
        .flatMap(value -> values.read("container." + name, value, form, leaf));
  }

  private Optional<String> user(String text) {
    return Optional.of(text).filter(USER.asMatchPredicate());
  }

  private Optional<Restart> restart(String text) {
    Matcher restart = RESTART.matcher(text);
    boolean counted = restart.matches() && restart.group(2) != null;
    if (!restart.matches() || counted && !restart.group(1).equals("on-failure")) {
      return Optional.empty();
    }
    return Optional.of(
        new Restart(restart.group(1), counted ? Integer.parseInt(restart.group(2)) : 0));
  }

  private Optional<Long> memory(String text) {
    return ValueFormats.size(text).filter(bytes -> bytes >= LEAST_MEMORY);
  }

  private Optional<Long> cpus(String text) {
    return Optional.of(text)
        .filter(CPUS.asMatchPredicate())
        .map(cpus -> new BigDecimal(cpus).movePointRight(9).longValue())
        .filter(nanos -> nanos > 0);
  }

  private Optional<Long> pids(String text) {
    return ValueFormats.number(text, -1, Integer.MAX_VALUE).filter(pids -> pids != 0);
  }

  private Optional<Duration> stopTimeout(String text) {
    return ValueFormats.number(text, 0, LONGEST_STOP.toSeconds())
        .map(Duration::ofSeconds)
        .or(() -> ValueFormats.duration(text).map(OptionsReader::inSeconds))
        .filter(timeout -> timeout.compareTo(LONGEST_STOP) <= 0);
  }

  /** The engine counts in seconds. */
  private static Duration inSeconds(Duration time) {
    return Duration.ofSeconds(time.plusNanos(999_999_999).toSeconds());
  }

  private List<String> dns(Optional<YamlValue> value) {
    return values.items("container.dns", value).stream()
        .flatMap(
            item ->
                values
                    .read(
                        "container.dns",
                        item,
                        "an address",
                        text -> Optional.of(text).filter(ValueFormats::isAddress))
                    .stream())
        .toList();
  }
}
