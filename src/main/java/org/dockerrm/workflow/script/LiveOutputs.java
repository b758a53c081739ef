package org.dockerrm.workflow.script;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.dockerrm.location.HostException;
import org.dockerrm.location.ScriptProgress;
import org.dockerrm.transition.RequestRun;
import org.dockerrm.transition.RequestRuns;
import org.dockerrm.transition.ScriptOutput;
import org.dockerrm.transition.ScriptOutputs;
import org.dockerrm.workflow.step.Containers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What scripts wrote, also those under way: these are read in their containers, and only while a
 * client asks.
 */
@Component
class LiveOutputs implements ScriptOutputs {

  private static final Logger log = LoggerFactory.getLogger(LiveOutputs.class);
  private static final Duration PAUSE = Duration.ofMillis(900);
  private static final Duration KEPT = Duration.ofMinutes(1);
  private static final int MOST_KEPT = 200;

  private final JdbcScriptOutputs ended;
  private final RequestRuns runs;
  private final ScriptOutcomes outcomes;
  private final Clock clock;
  private final Cache<String, Reader> readers =
      Caffeine.newBuilder().maximumSize(MOST_KEPT).expireAfterAccess(KEPT).build();

  LiveOutputs(JdbcScriptOutputs ended, RequestRuns runs, ScriptOutcomes outcomes, Clock clock) {
    this.ended = ended;
    this.runs = runs;
    this.outcomes = outcomes;
    this.clock = clock;
  }

  @Override
  public List<ScriptOutput> ofInstance(String resourceId, int most) {
    return ended.ofInstance(resourceId, most);
  }

  @Override
  public List<ScriptOutput> ofRequest(String requestId) {
    return ended.ofRequest(requestId).stream()
        .map(run -> run.finishedAt() == null ? read(run) : run)
        .toList();
  }

  @Override
  public List<ScriptOutput> follow(String requestId) {
    return ended.ofRequest(requestId).stream()
        .map(
            run -> {
              if (run.finishedAt() == null) {
                return read(run);
              }
              Reader reader = readers.getIfPresent(run.runId());
              return reader == null ? run : reader.end(run);
            })
        .toList();
  }

  private ScriptOutput read(ScriptOutput run) {
    return readers.get(run.runId(), id -> new Reader()).next(run);
  }

  /** Reads one script for all who ask. */
  private final class Reader {

    private final LiveOutput output = new LiveOutput();
    private Instant readAt = Instant.EPOCH;

    synchronized ScriptOutput next(ScriptOutput run) {
      if (Duration.between(readAt, clock.instant()).abs().compareTo(PAUSE) >= 0) {
        try {
          readNow(run);
        } catch (HostException | IllegalStateException | IllegalArgumentException e) {
          log.debug("what {} of request {} wrote is unread", run.script(), run.requestId(), e);
        }
        readAt = clock.instant();
      }
      return upToNow(run);
    }

    synchronized ScriptOutput end(ScriptOutput run) {
      output.end(Objects.requireNonNullElse(run.output(), ""));
      return upToNow(run);
    }

    private void readNow(ScriptOutput script) {
      RequestRun run = runs.find(script.requestId());
      Optional<ScriptProgress> piece =
          Containers.find(run)
              .flatMap(
                  container ->
                      run.host()
                          .scripts()
                          .progress(
                              container.id(),
                              script.runId(),
                              ScriptCalls.file(run),
                              output.read()));
      // A properties file that is just being written may lack a secret: nothing is shown then.
      piece.ifPresent(
          read -> output.add(read, outcomes.maskWith(run, ParameterYaml.read(read.parameters()))));
    }

    private ScriptOutput upToNow(ScriptOutput run) {
      return new ScriptOutput(
          run.runId(),
          run.requestId(),
          run.transitionName(),
          run.script(),
          run.startedAt(),
          run.finishedAt(),
          run.exitCode(),
          output.text(),
          output.from());
    }
  }
}
