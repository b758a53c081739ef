package org.dockerrm.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.dockerrm.catalog.Catalog;
import org.dockerrm.catalog.Descriptor;
import org.dockerrm.catalog.MetricDefinition;
import org.dockerrm.catalog.ResourceType;
import org.springframework.stereotype.Component;

/** The policies of the resource types, read once for each version of a descriptor. */
@Component
class TypePolicies {

  private record Read(Descriptor from, List<NamedPolicy> policies) {}

  private final Catalog catalog;
  private final Map<String, Read> byType = new ConcurrentHashMap<>();

  TypePolicies(Catalog catalog) {
    this.catalog = catalog;
  }

  /** The policies of a type in the order of their names. */
  List<NamedPolicy> of(String typeName) {
    ResourceType type = catalog.find(typeName).orElse(null);
    if (type == null) {
      byType.remove(typeName);
      return List.of();
    }
    Read read = byType.get(typeName);
    if (read == null || read.from() != type.descriptor()) {
      read = new Read(type.descriptor(), policies(type.descriptor()));
      byType.put(typeName, read);
    }
    return read.policies();
  }

  /** The policy of that name. */
  Optional<NamedPolicy> find(String typeName, String policy) {
    return of(typeName).stream().filter(one -> one.name().equals(policy)).findFirst();
  }

  /** The names of the types that have any. */
  List<String> typesWithPolicies() {
    return catalog.types().stream()
        .map(type -> type.name().toString())
        .filter(name -> !of(name).isEmpty())
        .toList();
  }

  private static List<NamedPolicy> policies(Descriptor descriptor) {
    List<NamedPolicy> policies = new ArrayList<>();
    new TreeMap<>(descriptor.policies())
        .forEach(
            (name, policy) -> {
              MetricDefinition metric = descriptor.metrics().get(policy.metric());
              if (metric != null) {
                policies.add(
                    new NamedPolicy(
                        name, policy.policy(), metric.publicationPeriod(), metric.isHealth()));
              }
            });
    return List.copyOf(policies);
  }
}
