package org.dockerrm.catalog.packages;

import java.util.Map;
import org.dockerrm.catalog.Finding;
import org.dockerrm.catalog.Finding.Severity;
import org.dockerrm.catalog.ResourceType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what changed in the catalog, one line a change. */
final class ChangeLog {

  private static final Logger log = LoggerFactory.getLogger(ChangeLog.class);

  private ChangeLog() {}

  /** Tells what is new in the one against the other, by full name. */
  static void tell(Map<String, ResourceType> before, Map<String, ResourceType> after) {
    before.keySet().stream()
        .filter(name -> !after.containsKey(name))
        .forEach(name -> log.info("{} left the catalog", name));
    after.values().forEach(type -> tell(before, type));
  }

  private static void tell(Map<String, ResourceType> before, ResourceType type) {
    ResourceType old = before.get(type.name().toString());
    if (old == null || !old.findings().equals(type.findings())) {
      type.findings().stream()
          .filter(finding -> finding.severity() == Severity.WARNING)
          .map(Finding::toString)
          .forEach(finding -> log.warn("{}: {}", type.name(), finding));
    }
    if (old != null && old.stateReason().equals(type.stateReason())) {
      return;
    }
    if (type.isPublished()) {
      log.info("{} is published", type.name());
    } else {
      log.warn("{} is unpublished: {}", type.name(), type.stateReason());
    }
  }
}
