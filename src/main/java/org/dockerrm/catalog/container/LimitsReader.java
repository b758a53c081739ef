package org.dockerrm.catalog.container;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dockerrm.catalog.yaml.Fields;
import org.dockerrm.catalog.yaml.Quote;
import org.dockerrm.catalog.yaml.YamlValue;
import org.dockerrm.catalog.yaml.YamlValue.Entries;
import org.dockerrm.catalog.yaml.YamlValue.Entry;
import org.dockerrm.location.ContainerOptions.Limits;
import org.dockerrm.location.ContainerOptions.Ulimit;

/** Reads {@code ulimits}. */
final class LimitsReader {

  private static final String WHAT = "container.ulimits";
  private static final String FORM = "a number, or -1 for no limit";
  private static final Set<String> NAMES =
      Set.of(
          "as",
          "core",
          "cpu",
          "data",
          "fsize",
          "locks",
          "memlock",
          "msgqueue",
          "nice",
          "nofile",
          "nproc",
          "rss",
          "rtprio",
          "rttime",
          "sigpending",
          "stack");

  private final Values values;

  LimitsReader(Values values) {
    this.values = values;
  }

  Limits read(long memory, long nanoCpus, long pids, Optional<YamlValue> ulimits) {
    Map<String, Ulimit> byName = new LinkedHashMap<>();
    ulimits
        .flatMap(map -> Fields.entries(WHAT, map, values.findings()))
        .ifPresent(
            entries ->
                entries.forEach(e -> ulimit(e).ifPresent(limit -> byName.put(e.key(), limit))));
    return new Limits(memory, nanoCpus, pids, byName);
  }

  private Optional<Ulimit> ulimit(Entry entry) {
    if (!NAMES.contains(entry.key())) {
      values
          .findings()
          .error(entry.line(), WHAT + ": " + Quote.of(entry.key()) + " is not one, as nofile is");
      return Optional.empty();
    }
    String what = WHAT + "." + entry.key();
    if (!(entry.value() instanceof Entries map)) {
      return number(what, Optional.of(entry.value())).map(both -> new Ulimit(both, both));
    }
    Fields fields = values.fields(what, map);
    Optional<Long> soft = number(what + ".soft", fields.value("soft"));
    Optional<Long> hard = number(what + ".hard", fields.value("hard"));
    fields.warnOfOthers();
    if (fields.value("soft").isEmpty() || fields.value("hard").isEmpty()) {
      values.findings().error(entry.line(), what + " needs soft and hard");
    }
    Optional<Ulimit> limit = soft.flatMap(s -> hard.map(h -> new Ulimit(s, h)));
    if (limit.filter(l -> l.hard() >= 0 && (l.soft() < 0 || l.soft() > l.hard())).isPresent()) {
      values.findings().error(entry.line(), what + ": soft is above hard");
      return Optional.empty();
    }
    return limit;
  }

  private Optional<Long> number(String what, Optional<YamlValue> value) {
    return value.flatMap(
        given ->
            values.read(what, given, FORM, text -> ValueFormats.number(text, -1, Long.MAX_VALUE)));
  }
}
