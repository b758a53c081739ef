package org.dockerrm.faults;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The cases that are to be tried, and what came of each. */
final class FaultPlan {

  private final List<FaultCase> cases;
  private final Map<FaultCase, CompletableFuture<Void>> outcomes = new LinkedHashMap<>();
  private final Map<ScenarioStep, Queue<FaultCase>> waiting = new EnumMap<>(ScenarioStep.class);

  FaultPlan(List<FaultCase> cases) {
    this.cases = List.copyOf(cases);
    // The slow ones first, so that no worker waits for them in the end.
    cases.stream().sorted(Comparator.comparing(FaultCase::isSlow).reversed()).forEach(this::add);
  }

  private void add(FaultCase one) {
    waiting.computeIfAbsent(one.step(), any -> new ArrayDeque<>()).add(one);
    outcomes.put(one, new CompletableFuture<>());
  }

  /** The cases of a step in the order of its calls. */
  Stream<FaultCase> cases(ScenarioStep step) {
    return cases.stream().filter(one -> one.step() == step);
  }

  /** What came of a case, once it is known. */
  CompletableFuture<Void> outcome(FaultCase one) {
    return outcomes.get(one);
  }

  /** The next case of a step that no worker has taken. */
  synchronized Optional<FaultCase> take(ScenarioStep step) {
    return Optional.ofNullable(waiting.get(step)).map(Queue::poll);
  }

  /** Gives up: no life can be led at all. */
  synchronized void abandon(Throwable why) {
    waiting.clear();
    outcomes.values().forEach(outcome -> outcome.completeExceptionally(why));
  }

  /** The kind of life that cases are left for. */
  synchronized Optional<Scenario> next() {
    return Stream.of(Scenario.values())
        .filter(
            course ->
                waiting.entrySet().stream()
                    .anyMatch(e -> !e.getValue().isEmpty() && course.isFor(e.getKey())))
        .findFirst();
  }
}
