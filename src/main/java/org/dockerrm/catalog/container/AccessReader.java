package org.dockerrm.catalog.container;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dockerrm.catalog.yaml.Fields;
import org.dockerrm.catalog.yaml.YamlValue;
import org.dockerrm.catalog.yaml.YamlValue.Entries;
import org.dockerrm.location.Capabilities;
import org.dockerrm.location.ContainerOptions.Access;
import org.dockerrm.location.ContainerOptions.Device;

/** Reads {@code privileged}, {@code capabilities} and {@code devices}. */
final class AccessReader {

  private static final String CAPABILITIES = "container.capabilities";
  private static final String DEVICES = "container.devices";
  private static final String DEVICE_FORM = "/host[:/container[:rwm]]";
  private static final Pattern DEVICE = Pattern.compile("(/[^:]+)(?::(/[^:]+))?(?::([rwm]{1,3}))?");

  private static final Map<String, Boolean> NO_NEW_PRIVILEGES =
      Map.of(
          "no-new-privileges", true,
          "no-new-privileges:true", true,
          "no-new-privileges=true", true,
          "no-new-privileges:false", false,
          "no-new-privileges=false", false);

  private final Values values;

  AccessReader(Values values) {
    this.values = values;
  }

  Access read(Fields fields) {
    boolean privileged = values.flag("container.privileged", fields.value("privileged"));
    Optional<YamlValue> capabilities = fields.value("capabilities");
    Optional<YamlValue> added = capabilities;
    Optional<YamlValue> dropped = Optional.empty();
    if (capabilities.isPresent() && capabilities.get() instanceof Entries map) {
      Fields both = values.fields(CAPABILITIES, map);
      added = both.value("add");
      dropped = both.value("drop");
      both.warnOfOthers();
    }
    return new Access(
        privileged,
        names(CAPABILITIES, added, "container.cap-add", fields.value("cap-add")),
        names(CAPABILITIES, dropped, "container.cap-drop", fields.value("cap-drop")),
        devices(fields.value("devices")),
        noNewPrivileges(fields.value("security-opt")),
        values.flag("container.read-only", fields.value("read-only")));
  }

  private List<String> names(
      String what, Optional<YamlValue> own, String composeWhat, Optional<YamlValue> compose) {
    return Stream.concat(names(what, own).stream(), names(composeWhat, compose).stream())
        .distinct()
        .toList();
  }

  private boolean noNewPrivileges(Optional<YamlValue> value) {
    return values.items("container.security-opt", value).stream()
        .flatMap(
            item ->
                values
                    .read(
                        "container.security-opt",
                        item,
                        "no-new-privileges, the only one that is supported",
                        text -> Optional.ofNullable(NO_NEW_PRIVILEGES.get(text)))
                    .stream())
        .reduce(false, Boolean::logicalOr);
  }

  private List<String> names(String what, Optional<YamlValue> value) {
    return values.items(what, value).stream()
        .flatMap(
            item ->
                values
                    .read(
                        what,
                        item,
                        "a Linux capability such as NET_ADMIN",
                        text ->
                            Optional.of(text.toUpperCase(Locale.ROOT).replaceFirst("^CAP_", ""))
                                .filter(Capabilities::isOne))
                    .stream())
        .toList();
  }

  private List<Device> devices(Optional<YamlValue> value) {
    return values.items(DEVICES, value).stream()
        .flatMap(
            item ->
                (item instanceof Entries map
                        ? longForm(map)
                        : values.read(DEVICES, item, DEVICE_FORM, AccessReader::device))
                    .stream())
        .toList();
  }

  private static Optional<Device> device(String text) {
    Matcher device = DEVICE.matcher(text);
    if (!device.matches()) {
      return Optional.empty();
    }
    String inside = device.group(2) == null ? device.group(1) : device.group(2);
    String permissions = device.group(3) == null ? "rwm" : device.group(3);
    return Optional.of(new Device(device.group(1), inside, permissions))
        .filter(d -> ValueFormats.isPath(d.hostPath()) && ValueFormats.isPath(d.containerPath()));
  }

  private Optional<Device> longForm(Entries map) {
    Fields fields = values.fields(DEVICES, map);
    Optional<String> source = path(fields, "source");
    Optional<String> target = path(fields, "target");
    String permissions =
        fields
            .value("permissions")
            .flatMap(
                value ->
                    values.read(
                        DEVICES + ".permissions",
                        value,
                        "of r, w and m",
                        text -> Optional.of(text).filter(t -> t.matches("[rwm]{1,3}"))))
            .orElse("rwm");
    if (fields.value("source").isEmpty()) {
      values.findings().error(map.line(), DEVICES + " needs a source");
    }
    fields.warnOfOthers();
    return source.map(path -> new Device(path, target.orElse(path), permissions));
  }

  private Optional<String> path(Fields fields, String key) {
    return fields
        .value(key)
        .flatMap(
            value ->
                values.read(
                    DEVICES + "." + key,
                    value,
                    "an absolute path",
                    text -> Optional.of(text).filter(ValueFormats::isPath)));
  }
}
