package org.dockerrm.chaos;

import java.util.List;
import org.dockerrm.location.Host;

/** The engine that the containers are on, as a person sees it. */
@FunctionalInterface
interface ChaosEngine {

  /** Runs a docker command on it and returns what it printed. */
  String docker(String... arguments);

  /** Ids of the containers of a location. */
  default List<String> containersOf(String location) {
    return docker("ps", "-aq", "--no-trunc", "--filter", label(location)).lines().toList();
  }

  /** Ids of the networks of a location. */
  default List<String> networksOf(String location) {
    return docker("network", "ls", "-q", "--no-trunc", "--filter", label(location))
        .lines()
        .toList();
  }

  private static String label(String location) {
    return "label=" + Host.LOCATION_LABEL + "=" + location;
  }
}
