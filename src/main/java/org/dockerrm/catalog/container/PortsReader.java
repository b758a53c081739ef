package org.dockerrm.catalog.container;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.dockerrm.catalog.yaml.Fields;
import org.dockerrm.catalog.yaml.YamlValue;
import org.dockerrm.catalog.yaml.YamlValue.Entries;
import org.dockerrm.location.ContainerOptions.Port;

/** Reads {@code ports}, in their short and their long form. */
final class PortsReader {

  private static final String WHAT = "container.ports";
  private static final int MOST_IN_RANGE = 1000;
  private static final Pattern SHORT =
      Pattern.compile(
          "(?:(?:(\\[[0-9a-fA-F:.]+]|[0-9.]+):)?([0-9-]*):)?([0-9-]+)(?:/(tcp|udp|sctp))?");
  private static final Pattern RANGE = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");

  private final Values values;

  PortsReader(Values values) {
    this.values = values;
  }

  List<Port> read(Optional<YamlValue> value) {
    return values.items(WHAT, value).stream().flatMap(item -> ports(item).stream()).toList();
  }

  private List<Port> ports(YamlValue item) {
    if (item instanceof Entries map) {
      return longForm(map);
    }
    return values
        .read(WHAT, item, "[[address:]host:]container[/tcp|udp|sctp]", this::shortForm)
        .orElse(List.of());
  }

  private Optional<List<Port>> shortForm(String text) {
    Matcher port = SHORT.matcher(text);
    if (!port.matches()) {
      return Optional.empty();
    }
    String address = port.group(1) == null ? "" : port.group(1).replaceAll("[\\[\\]]", "");
    String published = port.group(2) == null ? "" : port.group(2);
    String protocol = port.group(4) == null ? "tcp" : port.group(4);
    return address.isEmpty() || ValueFormats.isAddress(address)
        ? pairs(address, published, port.group(3), protocol)
        : Optional.empty();
  }

  private List<Port> longForm(Entries map) {
    Fields fields = values.fields(WHAT, map);
    Optional<String> target = text(fields, "target", "a port");
    String published = text(fields, "published", "a port").orElse("");
    String protocol = text(fields, "protocol", "tcp, udp or sctp").orElse("tcp");
    String address = text(fields, "host-ip", "an address").orElse("");
    boolean isOpen =
        map.entries().stream()
            .anyMatch(e -> e.value() instanceof YamlValue.Text t && values.isOpen(t.text()));
    fields.warnOfOthers();
    if (isOpen) {
      return List.of();
    }
    Optional<List<Port>> ports =
        target
            .filter(any -> List.of("tcp", "udp", "sctp").contains(protocol))
            .filter(any -> address.isEmpty() || ValueFormats.isAddress(address))
            .flatMap(inside -> pairs(address, published, inside, protocol));
    if (ports.isEmpty()) {
      values
          .findings()
          .error(
              map.line(),
              WHAT
                  + ": target "
                  + target.orElse("(missing)")
                  + ", published '"
                  + published
                  + "', protocol "
                  + protocol
                  + ", host-ip '"
                  + address
                  + "' is no port of the host and one inside");
    }
    return ports.orElse(List.of());
  }

  private Optional<String> text(Fields fields, String key, String form) {
    return fields
        .value(key)
        .flatMap(value -> values.read(WHAT + "." + key, value, form, Optional::of));
  }

  private static Optional<List<Port>> pairs(
      String address, String published, String target, String protocol) {
    int[] inside = range(target);
    int[] outside = published.isEmpty() ? new int[inside.length] : range(published);
    if (inside.length == 1 && outside.length > 1) {
      int last = outside[outside.length - 1];
      return Optional.of(List.of(new Port(address, outside[0], last, inside[0], protocol)));
    }
    if (inside.length == 0 || inside.length != outside.length) {
      return Optional.empty();
    }
    return Optional.of(
        IntStream.range(0, inside.length)
            .mapToObj(i -> new Port(address, outside[i], inside[i], protocol))
            .toList());
  }

  private static int[] range(String text) {
    Matcher range = RANGE.matcher(text);
    if (!range.matches()) {
      return new int[0];
    }
    int first = Integer.parseInt(range.group(1));
    int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
    boolean legal = first >= 1 && last <= 65_535 && last - first < MOST_IN_RANGE;
    return legal ? IntStream.rangeClosed(first, last).toArray() : new int[0];
  }
}
