package org.dockerrm.metric;

/** What a report says (docs/reference/metrics-and-policies.md, "Metrics in"). */
public sealed interface MetricValue {

  /** Whether the instance is in order. */
  enum Integrity implements MetricValue {
    /** It works. */
    OK,
    /** It does not. */
    BROKEN
  }

  /**
   * How much there is to do.
   *
   * @param percent from 0 to 100
   */
  record Load(double percent) implements MetricValue {

    /** Refuses what is no load. */
    public Load {
      if (!(percent >= 0 && percent <= 100)) {
        throw new IllegalArgumentException(
            "a load is a number from 0 to 100 (got: " + percent + ")");
      }
    }
  }
}
