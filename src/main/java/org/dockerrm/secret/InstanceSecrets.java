package org.dockerrm.secret;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dockerrm.catalog.Catalog;
import org.dockerrm.catalog.PropertyDefinition;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.catalog.SecretMask;
import org.dockerrm.catalog.Secrets;
import org.dockerrm.inventory.Clusters;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.ResourceInstance;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Masks texts that come from an instance. Its secrets are the values of its password properties
 * now, every one that they or an operation's had before, and those of the other members of its
 * cluster: whatever it was given, it may print at any time.
 */
@Component
public class InstanceSecrets {

  /** Weight of the masks that are kept, with the characters of the secrets they are kept by. */
  private static final long MOST_KEPT = 1 << 21;

  private final Catalog catalog;
  private final Inventory inventory;
  private final Clusters clusters;
  private final JdbcKeptSecrets kept;
  private final ApplicationEventPublisher events;

  /** Making a mask takes longer than using it. */
  private final Cache<Set<String>, SecretMask> masks =
      Caffeine.newBuilder()
          .maximumWeight(MOST_KEPT)
          .weigher(
              (Set<String> secrets, SecretMask mask) ->
                  mask.weight() + secrets.stream().mapToInt(String::length).sum())
          .build();

  InstanceSecrets(
      Catalog catalog,
      Inventory inventory,
      Clusters clusters,
      JdbcKeptSecrets kept,
      ApplicationEventPublisher events) {
    this.catalog = catalog;
    this.inventory = inventory;
    this.clusters = clusters;
    this.kept = kept;
    this.events = events;
  }

  /** The mask for what an instance writes; one that masks nothing where there is no such. */
  public SecretMask maskFor(String resourceId) {
    return inventory.find(resourceId).map(this::maskFor).orElse(SecretMask.of(List.of()));
  }

  /** The mask for what an instance writes. */
  public SecretMask maskFor(ResourceInstance instance) {
    Set<String> secrets = new HashSet<>();
    secrets.addAll(valuesOf(instance));
    secrets.addAll(kept.ofClusterOf(instance.resourceId()));
    if (clusters.member(instance.resourceId()).isPresent()) {
      clusters.members(instance.resourceId()).forEach(member -> secrets.addAll(valuesOf(member)));
    }
    return masks.get(secrets, SecretMask::of);
  }

  /**
   * Keeps those of the values that are secrets, in the caller's transaction: the instance was, or
   * is about to be, given them.
   *
   * @param definitions what the values are
   */
  public void keep(
      String resourceId, Map<String, String> values, Map<String, PropertyDefinition> definitions) {
    keep(resourceId, Secrets.of(values, definitions).values());
  }

  /** Keeps, for an instance that is given these values, the secrets of another among them. */
  public void keepThoseOf(ResourceInstance source, String resourceId, Map<String, String> values) {
    Set<String> secrets = new HashSet<>(valuesOf(source));
    secrets.retainAll(values.values());
    keep(resourceId, secrets);
  }

  private void keep(String resourceId, Collection<String> secrets) {
    if (kept.add(resourceId, secrets)) {
      events.publishEvent(new SecretsKept(resourceId));
    }
  }

  private Collection<String> valuesOf(ResourceInstance instance) {
    return Secrets.of(instance.properties(), definitions(instance)).values();
  }

  private @Nullable Map<String, PropertyDefinition> definitions(ResourceInstance instance) {
    return catalog
        .find(instance.resourceType())
        .map(ResourceType::descriptor)
        .map(descriptor -> descriptor.properties())
        .orElse(null);
  }
}
