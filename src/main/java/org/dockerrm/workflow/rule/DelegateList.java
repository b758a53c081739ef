package org.dockerrm.workflow.rule;

import static org.dockerrm.workflow.rule.PublishedDelegate.Input.optional;
import static org.dockerrm.workflow.rule.PublishedDelegate.Input.required;
import static org.dockerrm.workflow.rule.PublishedDelegate.database;
import static org.dockerrm.workflow.rule.PublishedDelegate.outside;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The delegates that processes may name, each once (workflows, "Delegates"). */
public final class DelegateList {

  private static final String[] TRANSITIONS = {
    "Install", "Configure", "Start", "Integrity", "Stop", "Reconfigure", "Uninstall"
  };

  private final Map<String, PublishedDelegate> delegates;

  DelegateList(List<PublishedDelegate> delegates) {
    Map<String, PublishedDelegate> byName = new LinkedHashMap<>();
    for (PublishedDelegate delegate : delegates) {
      if (byName.put(delegate.bean(), delegate) != null) {
        throw new IllegalArgumentException("delegate " + delegate.bean() + " is listed twice");
      }
    }
    this.delegates = byName;
  }

  /** The published list of this manager. */
  public static DelegateList published() {
    return new DelegateList(
        List.of(
            outside("createContainer"),
            outside("attachNetworks"),
            outside("startContainer"),
            outside("waitUntilRunning"),
            database("waitUntilHealthy"),
            outside(
                "runLifecycleScript",
                optional("whenStopped", "fail", "skip"),
                optional("transition", TRANSITIONS)),
            outside("runOperationScript"),
            outside("stopContainer", optional("grace")),
            outside("removeContainer"),
            database("prepareUpgrade"),
            outside("setContainerAside"),
            outside("removeContainerAside"),
            outside("restoreVersion"),
            outside("createNetwork"),
            outside("removeNetwork"),
            outside("createVolume"),
            outside("removeVolume"),
            outside("connectNetwork"),
            outside("disconnectNetwork"),
            database(
                "setState",
                required(
                    "state",
                    "afterSuccess",
                    "afterFailure",
                    "Installed",
                    "Inactive",
                    "Active",
                    "Broken",
                    "Failed")),
            database("complete"),
            database("note", required("text")),
            database(
                "fail",
                required("failureCode"),
                required("failureReason"),
                optional("rolledBack", "false", "true")),
            outside("undoInstall"),
            outside("chooseHealing"),
            database("nextMember", required("which", "new", "youngest", "added")),
            outside("discardMember")));
  }

  /** The delegate of that bean name; empty where it is not published. */
  public Optional<PublishedDelegate> find(String bean) {
    return Optional.ofNullable(delegates.get(bean));
  }

  /** The bean names in the order of the list. */
  public Set<String> names() {
    return delegates.keySet();
  }

  /** All delegates in the order of the list. */
  public List<PublishedDelegate> all() {
    return List.copyOf(delegates.values());
  }
}
