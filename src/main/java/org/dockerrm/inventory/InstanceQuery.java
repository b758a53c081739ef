package org.dockerrm.inventory;

import org.jspecify.annotations.Nullable;

/**
 * Which instances to list; what is null does not restrict.
 *
 * @param location exact name of the location
 * @param type exact type name
 * @param nameContains part of the resourceName
 * @param state state
 * @param after list only ids after this one
 * @param limit how many at most
 */
public record InstanceQuery(
    @Nullable String location,
    @Nullable String type,
    @Nullable String nameContains,
    @Nullable ResourceState state,
    @Nullable String after,
    int limit) {

  /** Every instance of a location, without paging. */
  public static InstanceQuery inLocation(String location) {
    return new InstanceQuery(location, null, null, null, null, Integer.MAX_VALUE);
  }
}
