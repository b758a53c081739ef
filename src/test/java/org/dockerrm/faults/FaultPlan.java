package org.dockerrm.faults;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.dockerrm.location.docker.EngineCall;
import org.dockerrm.location.docker.Fault;

/** The cases that are made of the calls of a run without faults, and what came of each. */
final class FaultPlan {

  private final List<FaultCase> cases = new ArrayList<>();
  private final Map<FaultCase, CompletableFuture<Void>> outcomes = new LinkedHashMap<>();
  private final Map<Step, Queue<FaultCase>> waiting = new EnumMap<>(Step.class);

  /**
   * @param chosen which of them
   */
  FaultPlan(Map<Step, List<EngineCall>> recorded, Predicate<FaultCase> chosen) {
    recorded.forEach(
        (step, calls) -> {
          for (int i = 0; i < calls.size(); i++) {
            for (Fault fault : calls.get(i).faults()) {
              cases.add(new FaultCase(step, i + 1, calls.get(i), fault));
            }
          }
        });
    cases.removeIf(one -> !chosen.test(one));
    // The slow ones first, so that nobody waits for them in the end.
    Stream.concat(cases.stream().filter(this::isSlow), cases.stream().filter(c -> !isSlow(c)))
        .forEach(this::add);
  }

  private boolean isSlow(FaultCase one) {
    return one.fault() == Fault.HANG_BEFORE || one.fault() == Fault.HANG_AFTER;
  }

  private void add(FaultCase one) {
    waiting.computeIfAbsent(one.step(), any -> new ArrayDeque<>()).add(one);
    outcomes.put(one, new CompletableFuture<>());
  }

  /** All cases in the order of the steps and their calls. */
  List<FaultCase> cases() {
    return List.copyOf(cases);
  }

  /** What came of a case, once it is known. */
  CompletableFuture<Void> outcome(FaultCase one) {
    return outcomes.get(one);
  }

  /** The next case of a step that nobody has taken. */
  synchronized Optional<FaultCase> take(Step step) {
    return Optional.ofNullable(waiting.get(step)).map(Queue::poll);
  }

  /** Gives up: no life can be led at all. */
  synchronized void abandon(Throwable why) {
    waiting.clear();
    outcomes.values().forEach(outcome -> outcome.completeExceptionally(why));
  }

  /** Whether a case of such a step is left. */
  synchronized boolean has(Predicate<Step> steps) {
    return waiting.entrySet().stream()
        .anyMatch(entry -> steps.test(entry.getKey()) && !entry.getValue().isEmpty());
  }
}
