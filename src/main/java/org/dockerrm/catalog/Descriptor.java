package org.dockerrm.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A resource descriptor.
 *
 * @param description free text
 * @param properties the instance's properties by name, in the descriptor's order
 * @param lifecycle the transitions it lists, in the descriptor's spelling
 * @param operations its operations by name, each with its properties
 * @param metrics its metrics by name
 * @param policies its policies by name
 * @param image the ready-made image it is run from; empty where the package's Dockerfile makes one
 * @param container how its containers are made
 * @param onFailure what becomes of what a failed transition made, by transition in any case; what
 *     is not named is kept
 */
public record Descriptor(
    String description,
    Map<String, PropertyDefinition> properties,
    List<String> lifecycle,
    Map<String, Map<String, PropertyDefinition>> operations,
    Map<String, MetricDefinition> metrics,
    Map<String, PolicyDefinition> policies,
    String image,
    ContainerSettings container,
    Map<String, FailurePolicy> onFailure) {

  private static final String INSTALL = "Install";
  private static final String UNINSTALL = "Uninstall";

  /** Copies the collections; the properties keep their order. */
  public Descriptor {
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    lifecycle = List.copyOf(lifecycle);
    operations = Collections.unmodifiableMap(new LinkedHashMap<>(operations));
    metrics = Map.copyOf(metrics);
    policies = Map.copyOf(policies);
    onFailure = Map.copyOf(onFailure);
  }

  /**
   * The transitions that can be asked for: those that are listed, and Uninstall where Install is,
   * since what was made can always be removed.
   */
  public List<String> offered() {
    boolean implied = isListed(INSTALL) && !isListed(UNINSTALL);
    return implied ? Stream.concat(lifecycle.stream(), Stream.of(UNINSTALL)).toList() : lifecycle;
  }

  private boolean isListed(String transition) {
    return lifecycle.stream().anyMatch(transition::equalsIgnoreCase);
  }

  /** The transition in the descriptor's spelling, found without case. */
  public Optional<String> transition(String name) {
    return offered().stream().filter(offered -> offered.equalsIgnoreCase(name)).findFirst();
  }

  /** What becomes of what a transition made that failed. */
  public FailurePolicy onFailure(String transition) {
    return onFailure.entrySet().stream()
        .filter(policy -> policy.getKey().equalsIgnoreCase(transition))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(FailurePolicy.KEEP);
  }

  /** Whether the transition is offered, without case. */
  public boolean offers(String transition) {
    return transition(transition).isPresent();
  }
}
