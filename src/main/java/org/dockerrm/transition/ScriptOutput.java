package org.dockerrm.transition;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a script of a transition or an operation wrote.
 *
 * @param runId names the run, also where a request runs a script twice
 * @param requestId the request that it ran for
 * @param transitionName the transition or operation
 * @param script path inside the container
 * @param startedAt when it began
 * @param finishedAt when its end was seen; null while it runs
 * @param exitCode null while it runs, and where its end cannot be known
 * @param output standard output and error together, at most the last 64 KiB, without secrets; where
 *     its end cannot be known and nothing is kept, the reason; null while it runs and is not read
 * @param from how many characters came before {@code output}, as far as that is known
 */
public record ScriptOutput(
    String runId,
    String requestId,
    String transitionName,
    String script,
    Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable Integer exitCode,
    @Nullable String output,
    long from) {}
