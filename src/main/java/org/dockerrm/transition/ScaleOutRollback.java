package org.dockerrm.transition;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dockerrm.catalog.Catalog;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.inventory.Clusters;
import org.dockerrm.inventory.ResourceInstance;
import org.springframework.stereotype.Component;

/**
 * What a ScaleOut leaves that was ended before it could take back itself what it had added: a
 * ScaleIn of its own removes it, so that the target hears of it too.
 */
@Component
class ScaleOutRollback {

  private final JdbcRequestStore store;
  private final Clusters clusters;
  private final Catalog catalog;
  private final RequestDrafts drafts;
  private final TransitionProcesses processes;

  ScaleOutRollback(
      JdbcRequestStore store,
      Clusters clusters,
      Catalog catalog,
      RequestDrafts drafts,
      TransitionProcesses processes) {
    this.store = store;
    this.clusters = clusters;
    this.catalog = catalog;
    this.drafts = drafts;
    this.processes = processes;
  }

  /** Whether members are there that a request added. */
  boolean of(Request request) {
    return PolicyAction.named(request).filter(PolicyAction.SCALE_OUT::equals).isPresent()
        && !clusters.addedBy(request.requestId()).isEmpty();
  }

  /** Begins to remove them; the request has ended. */
  void remove(Request ended) {
    List<ResourceInstance> members = clusters.members(ended.resourceId());
    Optional<ResourceType> type = catalog.find(ended.resourceType());
    if (members.isEmpty() || type.isEmpty()) {
      return;
    }
    int others = members.size() - clusters.addedBy(ended.requestId()).size();
    Map<String, String> settings = new LinkedHashMap<>(ended.properties());
    settings.put(ClusterSize.INSTANCES, Integer.toString(others));
    Request scaleIn =
        drafts.forPolicy(
            new PolicyCommand(
                PolicyAction.SCALE_IN,
                ended.resourceId(),
                "scale-out/" + ended.requestId(),
                "removes what request " + ended.requestId() + " added",
                settings),
            members.get(0),
            settings);
    store.add(scaleIn, null);
    store.setProcessInstance(scaleIn.requestId(), processes.start(scaleIn, type.get()));
  }
}
