package org.dockerrm.manager;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;

/**
 * What a manager has, to be compared with what it has later.
 *
 * @param instances their ids
 * @param requests their ids
 * @param onEngine containers and networks of the location
 */
record Snapshot(TreeSet<String> instances, TreeSet<String> requests, TreeSet<String> onEngine) {

  static Snapshot of(Manager manager) {
    RmClient rm = manager.client();
    TreeSet<String> onEngine = new TreeSet<>(Docker.containersOf(manager.location()));
    onEngine.addAll(Docker.networksOf(manager.location()));
    return new Snapshot(
        new TreeSet<>(
            ids(
                rm,
                "/topology/instances?location=" + manager.location() + "&limit=1000",
                "resourceId")),
        new TreeSet<>(ids(rm, "/lifecycle/transitions?limit=1000", "requestId")),
        onEngine);
  }

  private static List<String> ids(RmClient rm, String path, String name) {
    List<String> ids = new ArrayList<>();
    rm.get(path).json().get("items").forEach(item -> ids.add(item.get(name).asText()));
    return ids;
  }
}
