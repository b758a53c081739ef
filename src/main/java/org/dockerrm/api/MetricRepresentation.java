package org.dockerrm.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.OffsetDateTime;
import org.dockerrm.metric.MetricReport;
import org.dockerrm.metric.MetricValue.Integrity;
import org.dockerrm.metric.MetricValue.Load;
import org.jspecify.annotations.Nullable;

/**
 * A report as the API shows it.
 *
 * @param metricName its name in the descriptor
 * @param type {@code metric::integrity} or {@code metric::load}
 * @param value OK or BROKEN, or a number from 0 to 100
 * @param message the publisher's words
 * @param at when it reached the manager
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Metric")
record MetricRepresentation(
    String metricName,
    String type,
    @Schema(oneOf = {String.class, Double.class}) Object value,
    @Nullable String message,
    OffsetDateTime at) {

  static MetricRepresentation of(MetricReport report) {
    if (report.value() instanceof Load load) {
      return of(report, "metric::load", number(load.percent()));
    }
    return of(report, "metric::integrity", report.value() == Integrity.OK ? "OK" : "BROKEN");
  }

  private static MetricRepresentation of(MetricReport report, String type, Object value) {
    return new MetricRepresentation(
        report.metricName(), type, value, report.message(), Times.of(report.at()));
  }

  /** 80 rather than 80.0. */
  private static Number number(double percent) {
    return percent == Math.rint(percent) ? (Number) (int) percent : (Number) percent;
  }
}
