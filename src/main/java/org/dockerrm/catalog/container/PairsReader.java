package org.dockerrm.catalog.container;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dockerrm.catalog.yaml.Quote;
import org.dockerrm.catalog.yaml.YamlValue;
import org.dockerrm.catalog.yaml.YamlValue.Entry;
import org.dockerrm.catalog.yaml.YamlValue.Nothing;
import org.dockerrm.catalog.yaml.YamlValue.Text;

/** Reads {@code environment}, {@code sysctls} and {@code extra-hosts}: maps, or lists of pairs. */
final class PairsReader {

  private static final Pattern VARIABLE = Pattern.compile("[^=\\p{Cntrl}\\s]{1,200}");
  private static final Pattern SYSCTL = Pattern.compile("[a-z0-9_]+([./][A-Za-z0-9_-]+)+");
  private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9_.-]{1,253}");

  private final Values values;

  PairsReader(Values values) {
    this.values = values;
  }

  Map<String, String> environment(Optional<YamlValue> value) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (Entry entry : values.pairs("container.environment", value, "=")) {
      String what = "container.environment." + entry.key();
      if (entry.value() instanceof Text text && VARIABLE.matcher(entry.key()).matches()) {
        variables.put(entry.key(), text.text());
        refuseOwn(entry);
      } else if (entry.value() instanceof Nothing) {
        values.findings().error(entry.line(), what + " needs a value, perhaps an empty one: \"\"");
      } else {
        values.findings().error(entry.line(), what + " is not a name with a string");
      }
    }
    return variables;
  }

  private void refuseOwn(Entry variable) {
    if (variable.key().startsWith("RM_")) {
      values
          .findings()
          .error(
              variable.line(),
              "container.environment."
                  + variable.key()
                  + ": names that begin with RM_ are the manager's own");
    }
  }

  Map<String, String> sysctls(Optional<YamlValue> value) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (Entry entry : values.pairs("container.sysctls", value, "=")) {
      if (!SYSCTL.matcher(entry.key()).matches()) {
        values
            .findings()
            .error(
                entry.line(),
                "container.sysctls: "
                    + Quote.of(entry.key())
                    + " is not a kernel setting such as net.ipv4.ip_forward");
      }
      values
          .read("container.sysctls." + entry.key(), entry.value(), "a string", Optional::of)
          .ifPresent(text -> settings.put(entry.key(), text));
    }
    return settings;
  }

  List<String> hosts(Optional<YamlValue> value) {
    return values.pairs("container.extra-hosts", value, ":=").stream()
        .flatMap(entry -> host(entry).stream())
        .toList();
  }

  private Optional<String> host(Entry entry) {
    if (!values.isOpen(entry.key()) && !HOST_NAME.matcher(entry.key()).matches()) {
      values
          .findings()
          .error(
              entry.line(),
              "container.extra-hosts: " + Quote.of(entry.key()) + " is not a host name");
      return Optional.empty();
    }
    return values
        .read(
            "container.extra-hosts." + entry.key(),
            entry.value(),
            "an address or host-gateway",
            text ->
                Optional.of(text)
                    .filter(a -> a.equals("host-gateway") || ValueFormats.isAddress(a)))
        .map(address -> entry.key() + ":" + address);
  }
}
