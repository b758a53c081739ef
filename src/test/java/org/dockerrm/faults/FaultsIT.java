package org.dockerrm.faults;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Every fault at every call to an engine that a transition makes: the end is the same as without
 * it. The calls are those of a run without faults; {@link Selection} tells which faults are tried.
 */
@Tag("long")
class FaultsIT {

  private static FaultStage stage;

  @BeforeAll
  static void start() {
    // Threads of the client library die of what is done to their connections.
    Awaitility.doNotCatchUncaughtExceptionsByDefault();
    stage = new FaultStage();
    stage.open();
  }

  @AfterAll
  static void stop() {
    stage.close();
    Awaitility.reset();
  }

  @TestFactory
  Stream<DynamicContainer> theEndIsTheSameAsWithoutTheFault() {
    Selection selection = new Selection(stage.recorded());
    System.out.println(selection.seed());
    FaultPlan plan = new FaultPlan(selection.cases());
    Map<SideCondition, CompletableFuture<Void>> besides = stage.perform(plan);
    return Stream.concat(
        Arrays.stream(ScenarioStep.values())
            .map(step -> dynamicContainer(step.toString(), tests(plan, step))),
        Stream.of(dynamicContainer("what else happens", tests(besides))));
  }

  private static Stream<DynamicNode> tests(FaultPlan plan, ScenarioStep step) {
    return plan.cases(step)
        .map(one -> dynamicTest(one.toString(), () -> outcome(plan.outcome(one), one)));
  }

  private static Stream<DynamicNode> tests(Map<SideCondition, CompletableFuture<Void>> besides) {
    return besides.entrySet().stream()
        .map(e -> dynamicTest(e.getKey().name(), () -> outcome(e.getValue(), e.getKey())));
  }

  private static void outcome(CompletableFuture<Void> outcome, Object of) throws Throwable {
    try {
      outcome.orTimeout(20, TimeUnit.MINUTES).join();
    } catch (CompletionException e) {
      throw new AssertionError(of.toString(), e.getCause());
    }
  }
}
