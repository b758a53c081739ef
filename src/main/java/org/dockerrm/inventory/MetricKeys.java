package org.dockerrm.inventory;

import java.util.Collection;
import java.util.List;

/** Who publishes under which metricKey, without the weight of whole instances. */
public interface MetricKeys {

  /**
   * The instances that have one of these keys; a key that a client gave may be that of several.
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
