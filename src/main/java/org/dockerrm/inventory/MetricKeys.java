package org.dockerrm.inventory;

import java.util.Collection;
import java.util.List;

/** Which instance publishes under which metricKey, without reading whole instances. */
public interface MetricKeys {

  /** Whether an instance has this key, published under it or not. */
  boolean isTaken(String metricKey);

  /**
   * The instances that have one of these keys. Keys are unique; instances that were installed
   * before that rule may share one.
   *
   * @param metricKeys not more than a thousand
   */
  List<Publisher> publishers(Collection<String> metricKeys);

  /**
   * An instance that may publish.
   *
   * @param metricKey its key
   * @param resourceId the instance
   * @param resourceName its name
   * @param resourceType its full type name
   * @param location its location
   */
  record Publisher(
      String metricKey,
      String resourceId,
      String resourceName,
      String resourceType,
      String location) {}
}
