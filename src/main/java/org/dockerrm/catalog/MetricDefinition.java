package org.dockerrm.catalog;

import java.time.Duration;

/**
 * A metric that instances publish.
 *
 * @param type {@code metric::integrity} or {@code metric::load}
 * @param publicationPeriod how often a report is due; zero for never
 */
public record MetricDefinition(String type, Duration publicationPeriod) {}
