package org.dockerrm.metric;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One report of an instance about one of its declared metrics.
 *
 * @param resourceId the instance
 * @param metricName the metric's name in the descriptor
 * @param value what it says
 * @param message the publisher's words
 * @param at when it reached this manager; publishers' clocks are not trusted
 */
public record MetricReport(
    String resourceId,
    String metricName,
    MetricValue value,
    @Nullable String message,
    Instant at) {}
