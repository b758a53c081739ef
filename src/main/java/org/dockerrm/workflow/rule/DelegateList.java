package org.dockerrm.workflow.rule;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The delegates that processes may name, each once (docs/reference/workflows.md, "Steps"). */
public final class DelegateList {

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
    return new DelegateList(Allowed.published().steps());
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
