package org.dockerrm.metric.intake;

import org.dockerrm.inventory.MetricKeys;

/**
 * An instance that publishes, and how much it still may.
 *
 * @param publisher the instance
 * @param bucket its rate limit
 */
record Source(MetricKeys.Publisher publisher, TokenBucket bucket) {}
