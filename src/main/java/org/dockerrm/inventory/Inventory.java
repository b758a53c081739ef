package org.dockerrm.inventory;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The resource instances. Changes take part in the caller's transaction; a change to an instance
 * that is gone changes nothing.
 */
public interface Inventory {

  /**
   * Adds a new instance; its resourceId is not taken.
   *
   * @param uniqueKey what may exist only once, such as a location's network of a name; null where
   *     nothing is. A key that is taken is a {@link org.springframework.dao.DuplicateKeyException}.
   */
  void add(ResourceInstance instance, @Nullable String uniqueKey);

  /** The instance of that id. */
  Optional<ResourceInstance> find(String resourceId);

  /** The instance that holds a unique key. */
  Optional<ResourceInstance> findByUniqueKey(String uniqueKey);

  /** The instance behind which that object of the infrastructure stands, in that location. */
  Optional<ResourceInstance> findByInternalId(String location, String internalId);

  /**
   * Whether an address among the properties was asked for when the instance came into being, rather
   * than chosen by the host; true where that is not known any more.
   */
  boolean askedFor(String resourceId, String addressProperty);

  /**
   * Keeps that addresses among an instance's properties are asked for from now on, or no more where
   * they are empty.
   *
   * @param supplied names of the properties that a client supplied; others stay as they are
   */
  void askFor(String resourceId, Map<String, String> properties, Set<String> supplied);

  /** A page of instances in the order of their ids. */
  List<ResourceInstance> list(InstanceQuery query);

  /** Sets the state, which needs no explanation. */
  default void setState(String resourceId, @Nullable ResourceState state) {
    setState(resourceId, state, null);
  }

  /**
   * Sets the state.
   *
   * @param reason why, where no client asked for it; readable for operators
   */
  void setState(String resourceId, @Nullable ResourceState state, @Nullable String reason);

  /**
   * Says why a transition left an instance {@code Failed} or {@code Broken}; one that is Broken for
   * a reason of its own, and one in another state, stays as it is.
   */
  void explain(String resourceId, String reason);

  /** Makes an instance one of another type, with the properties of that and no others. */
  void become(String resourceId, String resourceType, Map<String, String> properties);

  /** Sets the named properties and leaves the others as they are. */
  void putProperties(String resourceId, Map<String, String> properties);

  /**
   * Keeps an instance from being changed by others until the caller's transaction ends, if it is
   * still as it was seen: for changes that follow from a look at the outside world.
   *
   * @return whether nothing of it has changed since
   */
  boolean lockIfUnchanged(ResourceInstance seen);

  /** Replaces the objects behind it. */
  void setInternalResources(String resourceId, List<InternalResource> resources);

  /** Removes the instance and everything of it; gone is fine. */
  void remove(String resourceId);
}
