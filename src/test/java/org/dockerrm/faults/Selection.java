package org.dockerrm.faults;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dockerrm.location.docker.EngineCall;
import org.dockerrm.location.docker.FaultTarget;

/**
 * Which cases are made of the calls of runs without faults. {@code -Dfaults} is {@code suite}: the
 * faults that pass by in whole lives, and a sample of the rest; or some of {@code passing}, {@code
 * lasting}, {@code undo}, {@code parts} and {@code pairs}, with commas; or {@code all} of them.
 */
final class Selection {

  private static final String SUITE = "suite";
  private static final int SAMPLE = 16;

  private final Set<String> wanted = Set.of(System.getProperty("faults", SUITE).split(","));
  private final long seed = Long.getLong("faults.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final List<FaultCase> single;

  Selection(Map<ScenarioStep, List<EngineCall>> recorded) {
    single = recorded.entrySet().stream().flatMap(e -> single(e.getKey(), e.getValue())).toList();
  }

  private static Stream<FaultCase> single(ScenarioStep step, List<EngineCall> calls) {
    return IntStream.range(begin(step, calls), calls.size())
        .boxed()
        .flatMap(
            i ->
                calls.get(i).faults().stream()
                    .map(fault -> FaultCase.of(step, i + 1, new FaultTarget(calls.get(i), fault))));
  }

  /** Where a step's own calls begin: until its script has failed it is like any other. */
  private static int begin(ScenarioStep step, List<EngineCall> calls) {
    return step.isRolledBack()
        ? calls.stream().map(EngineCall::request).toList().indexOf("POST /exec/{id}/start") + 1
        : 0;
  }

  /** What is to be tried. */
  List<FaultCase> cases() {
    List<FaultCase> cases = new ArrayList<>();
    if (isWanted("passing") || isWanted(SUITE)) {
      cases.addAll(passing(Scenario.WHOLE));
    }
    cases.addAll(chosen("undo", passing(Scenario.UNDO, Scenario.UNDO_START)));
    cases.addAll(chosen("parts", passing(Scenario.PARTS)));
    if (isWanted("lasting")) {
      cases.addAll(single.stream().filter(FaultCase::isPermanent).toList());
    }
    if (isWanted("pairs") || isWanted(SUITE)) {
      int most = Integer.getInteger("faults.pairs", isWanted("pairs") ? 300 : SAMPLE);
      cases.addAll(Stream.generate(this::pair).distinct().limit(most).toList());
    }
    return cases;
  }

  /** What chance had a hand in can be had again by this. */
  String seed() {
    return "faults.seed=" + seed;
  }

  private boolean isWanted(String word) {
    return wanted.contains(word) || wanted.contains("all") && !word.equals(SUITE);
  }

  private List<FaultCase> passing(Scenario... courses) {
    return single.stream()
        .filter(one -> Stream.of(courses).anyMatch(c -> c.steps().contains(one.step())))
        .filter(one -> !one.isPermanent())
        .toList();
  }

  private List<FaultCase> chosen(String word, List<FaultCase> all) {
    if (isWanted(word) || !isWanted(SUITE)) {
      return isWanted(word) ? all : List.of();
    }
    List<FaultCase> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, random);
    return shuffled.subList(0, Math.min(SAMPLE, shuffled.size()));
  }

  /** Two faults in one step. Two errors in a row are left out: they are the engine's last word. */
  private FaultCase pair() {
    List<FaultCase> passing = single.stream().filter(one -> !one.isPermanent()).toList();
    while (true) {
      FaultCase one = passing.get(random.nextInt(passing.size()));
      List<FaultCase> others =
          passing.stream().filter(other -> other.step() == one.step()).toList();
      FaultCase pair = one.and(others.get(random.nextInt(others.size())));
      if (!pair.isRefusal()) {
        return pair;
      }
    }
  }
}
