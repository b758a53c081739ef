package org.dockerrm.policy;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a policy stands for one instance.
 *
 * @param name its name in the descriptor
 * @param type {@code policy::heal} or {@code policy::scale}
 * @param metric the metric it looks at
 * @param settings all its settings, defaults included
 * @param asked the process that the latest reports ask for; null where all is well
 * @param count how many reports or periods in a row ask for it
 * @param since when the first of them was
 * @param message the latest words about it
 * @param attempts firings since the last OK
 * @param firingsInTheHour firings within the last hour
 * @param budgetLeft how often it may fire yet within the hour; null where there is no bound
 * @param lastFiredAt when it fired last
 * @param lastRequestId the request that it made then, for an hour
 * @param waitsFor why it does not fire now; null where it is about to
 */
public record PolicyStatus(
    String name,
    String type,
    String metric,
    Map<String, String> settings,
    @Nullable String asked,
    int count,
    @Nullable Instant since,
    @Nullable String message,
    int attempts,
    int firingsInTheHour,
    @Nullable Integer budgetLeft,
    @Nullable Instant lastFiredAt,
    @Nullable String lastRequestId,
    @Nullable String waitsFor) {}
