package org.dockerrm.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.dockerrm.catalog.Catalog;
import org.dockerrm.transition.Request;
import org.dockerrm.transition.Requests;
import org.dockerrm.transition.ScriptOutput;
import org.dockerrm.transition.ScriptOutputs;
import org.jspecify.annotations.Nullable;

/** Tells one listener what a request's scripts write, its steps, and the ends of all. */
final class OutputEvents implements EventStreams.Events {

  /** How often it asks after the request's end for the last output of a script that is stopped. */
  private static final int PATIENCE = 15;

  private final String requestId;
  private final Requests transitions;
  private final ScriptOutputs scripts;
  private final Catalog catalog;
  private final Map<String, Long> told = new HashMap<>();
  private final Set<String> ended = new HashSet<>();
  private Request.Progress progress = Request.Progress.NONE;
  private int asked;

  OutputEvents(String requestId, Requests transitions, ScriptOutputs scripts, Catalog catalog) {
    this.requestId = requestId;
    this.transitions = transitions;
    this.scripts = scripts;
    this.catalog = catalog;
  }

  /** Scripts are read no more often than once a second. */
  @Override
  public Duration pause() {
    return Duration.ofSeconds(1);
  }

  @Override
  public boolean tell(EventText text) {
    // Read first: once it has ended, no script begins.
    Optional<Request> found = transitions.find(requestId);
    if (found.isEmpty()) {
      return false;
    }
    Request transition = found.get();
    if (!transition.progress().equals(progress)) {
      progress = transition.progress();
      text.add("step", TransitionRepresentation.Progress.of(progress));
    }
    boolean underWay = false;
    for (ScriptOutput run : scripts.follow(requestId)) {
      tell(run, text);
      underWay |= run.finishedAt() == null;
    }
    if (transition.finishedAt() == null || underWay && ++asked <= PATIENCE) {
      return true;
    }
    text.add("end", TransitionRepresentation.of(transition, catalog));
    return false;
  }

  private void tell(ScriptOutput run, EventText text) {
    String output = Objects.requireNonNullElse(run.output(), "");
    long before = told.getOrDefault(run.runId(), 0L);
    long now = run.from() + output.length();
    if (now > before) {
      long missed = run.from() - before;
      String added =
          missed > 0
              ? "(" + missed + " characters left out)\n" + output
              : output.substring((int) -missed);
      text.add("output", new Output(run.script(), added));
      told.put(run.runId(), now);
    }
    if (run.finishedAt() != null && ended.add(run.runId())) {
      text.add("exit", new Exit(run.script(), run.exitCode()));
    }
  }

  /** The data of an {@code output} event. */
  record Output(String script, String text) {}

  /** The data of an {@code exit} event; the code is missing where it cannot be known. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Exit(String script, @Nullable Integer exitCode) {}
}
