package org.dockerrm.metric.intake;

import java.time.Duration;
import java.util.function.BiPredicate;
import org.dockerrm.metric.IntakeResult;

/** Where metrics that are read from topics come in. */
public interface RecordIntake {

  /**
   * Takes a record: one metric in our own form that names its metricKey; never throws.
   *
   * @param value the record's value
   * @param isNew asked with the metricId, and how often its reports are due, once that is known:
   *     whether the record is newer than those before; what is not counts as taken and does nothing
   */
  IntakeResult admit(byte[] value, BiPredicate<String, Duration> isNew);
}
