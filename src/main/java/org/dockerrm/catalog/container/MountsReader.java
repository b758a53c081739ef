package org.dockerrm.catalog.container;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dockerrm.catalog.yaml.Fields;
import org.dockerrm.catalog.yaml.Quote;
import org.dockerrm.catalog.yaml.YamlValue;
import org.dockerrm.catalog.yaml.YamlValue.Entries;
import org.dockerrm.catalog.yaml.YamlValue.Text;
import org.dockerrm.location.ContainerOptions.Mount;
import org.dockerrm.location.ContainerOptions.Mount.Kind;

/** Reads {@code volumes}, in their short and their long form. */
final class MountsReader {

  private static final String WHAT = "container.volumes";
  private static final String FORM =
      "[source:]/target[:ro|rw|nocopy], where a source is a volume or an absolute path";
  private static final String TMPFS = "container.tmpfs";
  private static final String TMPFS_FORM = "/target[:size=64m,mode=1777]";
  private static final Pattern IN_MEMORY =
      Pattern.compile("(/[^:]+)(?::(?:size=([^,]+))?,?(?:mode=0?([0-7]{3,4}))?)?");
  private static final Pattern SHORT = Pattern.compile("(?:([^:]+):)?(/[^:]+)(?::([a-z,]+))?");
  private static final Pattern VOLUME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,254}");
  private static final Pattern MODE = Pattern.compile("[0-7]{3,4}");
  private static final List<String> OPTIONS = List.of("ro", "rw", "nocopy");
  private static final Map<String, Kind> KINDS =
      Map.of("volume", Kind.VOLUME, "bind", Kind.BIND, "tmpfs", Kind.TMPFS);

  private final Values values;

  MountsReader(Values values) {
    this.values = values;
  }

  List<Mount> read(Optional<YamlValue> volumes, Optional<YamlValue> tmpfs) {
    Stream<Optional<Mount>> listed =
        values.items(WHAT, volumes).stream()
            .map(
                item ->
                    item instanceof Entries map
                        ? longForm(map)
                        : values.read(WHAT, item, FORM, MountsReader::shortForm));
    Stream<Optional<Mount>> inMemory =
        values.items(TMPFS, tmpfs).stream()
            .map(item -> values.read(TMPFS, item, TMPFS_FORM, MountsReader::inMemory));
    return Stream.concat(listed, inMemory).flatMap(Optional::stream).toList();
  }

  private static Optional<Mount> inMemory(String text) {
    Matcher mount = IN_MEMORY.matcher(text);
    if (!mount.matches()) {
      return Optional.empty();
    }
    Optional<Long> size =
        Optional.ofNullable(mount.group(2)).map(given -> ValueFormats.size(given).orElse(-1L));
    int mode = mount.group(3) == null ? -1 : Integer.parseInt(mount.group(3), 8);
    return Optional.of(
            new Mount(Kind.TMPFS, "", mount.group(1), false, false, size.orElse(0L), mode))
        .filter(read -> read.sizeBytes() >= 0 && fits(read));
  }

  private static Optional<Mount> shortForm(String text) {
    Matcher mount = SHORT.matcher(text);
    if (!mount.matches()) {
      return Optional.empty();
    }
    String source = mount.group(1) == null ? "" : mount.group(1);
    List<String> options =
        mount.group(3) == null ? List.of() : List.of(mount.group(3).split(",", -1));
    Kind kind = source.startsWith("/") ? Kind.BIND : Kind.VOLUME;
    Mount read =
        new Mount(
            kind,
            source,
            mount.group(2),
            options.contains("ro"),
            options.contains("nocopy"),
            0,
            -1);
    return Optional.of(read).filter(any -> OPTIONS.containsAll(options)).filter(MountsReader::fits);
  }

  private static boolean fits(Mount mount) {
    boolean source =
        switch (mount.kind()) {
          case BIND -> ValueFormats.isPath(mount.source()) || mount.source().equals("/");
          case TMPFS -> mount.source().isEmpty();
          case VOLUME -> mount.source().isEmpty() || VOLUME.matcher(mount.source()).matches();
        };
    return source && ValueFormats.isPath(mount.target());
  }

  private Optional<Mount> longForm(Entries map) {
    Fields fields = values.fields(WHAT, map);
    Optional<Kind> kind =
        fields
            .value("type")
            .flatMap(
                value ->
                    values.read(
                        WHAT + ".type",
                        value,
                        "volume, bind or tmpfs",
                        text -> Optional.ofNullable(KINDS.get(text.toLowerCase(Locale.ROOT)))));
    Optional<YamlValue> source = fields.value("source");
    Optional<YamlValue> target = fields.value("target");
    boolean readOnly = values.flag(WHAT + ".read-only", fields.value("read-only"));
    Optional<Fields> volume = part(fields, "volume");
    boolean noCopy =
        values.flag(WHAT + ".volume.nocopy", volume.flatMap(part -> part.value("nocopy")));
    volume.ifPresent(Fields::warnOfOthers);
    Optional<Fields> tmpfs = part(fields, "tmpfs");
    long size =
        tmpfs
            .flatMap(part -> part.value("size"))
            .flatMap(
                value ->
                    values.read(WHAT + ".tmpfs.size", value, ValueFormats.SIZE, ValueFormats::size))
            .orElse(0L);
    int mode = tmpfs.flatMap(part -> part.value("mode")).flatMap(this::mode).orElse(-1);
    tmpfs.ifPresent(Fields::warnOfOthers);
    fields.warnOfOthers();
    if (isOpen(source) || isOpen(target) || isOpen(fields.value("type"))) {
      return Optional.empty();
    }
    Optional<Mount> mount =
        kind.map(k -> new Mount(k, text(source), text(target), readOnly, noCopy, size, mode));
    if (mount.filter(MountsReader::fits).isEmpty()) {
      values
          .findings()
          .error(
              map.line(),
              "%s: type %s, source %s and target %s do not go together: %s"
                  .formatted(
                      WHAT,
                      text(fields.value("type")),
                      Quote.of(text(source)),
                      Quote.of(text(target)),
                      "a volume has a name or none, a bind a path, a tmpfs nothing for source,"
                          + " and every target is an absolute path"));
      return Optional.empty();
    }
    return mount;
  }

  private Optional<Integer> mode(YamlValue value) {
    return values.read(
        WHAT + ".tmpfs.mode",
        value,
        "an octal mode such as 1777",
        text ->
            Optional.of(text.replaceFirst("^0o?", ""))
                .filter(MODE.asMatchPredicate())
                .map(octal -> Integer.parseInt(octal, 8)));
  }

  private Optional<Fields> part(Fields fields, String key) {
    return fields
        .value(key)
        .flatMap(
            value -> {
              if (value instanceof Entries map) {
                return Optional.of(values.fields(WHAT + "." + key, map));
              }
              return Fields.of(WHAT + "." + key, value, values.findings());
            });
  }

  private boolean isOpen(Optional<YamlValue> value) {
    return values.isOpen(text(value));
  }

  private static String text(Optional<YamlValue> value) {
    return value
        .filter(Text.class::isInstance)
        .map(text -> ((Text) text).text().strip())
        .orElse("");
  }
}
