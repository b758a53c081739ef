package org.dockerrm.metric.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Counts what came in, and what did not. */
@Component
class IntakeFigures {

  /** Why a post or record was not taken. */
  enum Refusal {
    UNKNOWN_KEY("unknown-key"),
    INVALID("invalid"),
    RATE("rate"),
    UNAVAILABLE("unavailable"),
    REPLAYED("replayed");

    private final String label;

    Refusal(String label) {
      this.label = label;
    }
  }

  private record Counts(Counter accepted, Counter ignored, Map<Refusal, Counter> refused) {}

  private final Map<IntakeChannel, Counts> counts = new EnumMap<>(IntakeChannel.class);

  IntakeFigures(MeterRegistry registry) {
    for (IntakeChannel entrance : IntakeChannel.values()) {
      Map<Refusal, Counter> refused = new EnumMap<>(Refusal.class);
      for (Refusal reason : Refusal.values()) {
        refused.put(
            reason,
            Counter.builder("dockerrm.metrics.refused")
                .description("posts and records of metrics that were refused")
                .tag("entrance", entrance.label())
                .tag("reason", reason.label)
                .register(registry));
      }
      counts.put(
          entrance,
          new Counts(
              Counter.builder("dockerrm.metrics.accepted")
                  .description("reports about declared metrics")
                  .tag("entrance", entrance.label())
                  .register(registry),
              Counter.builder("dockerrm.metrics.ignored")
                  .description("values that collectd measures and no metric names")
                  .tag("entrance", entrance.label())
                  .register(registry),
              refused));
    }
  }

  void accepted(IntakeChannel entrance, int reports, int ignored) {
    of(entrance).accepted().increment(reports);
    of(entrance).ignored().increment(ignored);
  }

  void refused(IntakeChannel entrance, Refusal reason) {
    Counter counter = of(entrance).refused().get(reason);
    if (counter != null) {
      counter.increment();
    }
  }

  private Counts of(IntakeChannel entrance) {
    Counts found = counts.get(entrance);
    if (found == null) {
      throw new IllegalStateException("every entrance is counted");
    }
    return found;
  }
}
