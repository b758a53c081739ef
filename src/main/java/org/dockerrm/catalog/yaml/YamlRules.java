package org.dockerrm.catalog.yaml;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;

/** Looks through a file's events for what must not be composed into nodes. */
final class YamlRules {

  /** How deep maps and lists may be nested. */
  static final int DEEPEST = 32;

  private final Findings.InFile findings;

  private int depth;
  private int documents;
  private boolean allowed = true;

  YamlRules(Findings.InFile findings) {
    this.findings = findings;
  }

  /** Whether the file may be composed; if not, every reason is reported. */
  boolean allow(Iterable<Event> events) {
    for (Event event : events) {
      look(event);
      if (depth > DEEPEST) {
        refuse(event, "maps and lists are nested deeper than " + DEEPEST);
        break;
      }
    }
    return allowed;
  }

  private void look(Event event) {
    if (event instanceof DocumentStartEvent && ++documents == 2) {
      refuse(event, "a second document begins; write only one");
    } else if (event instanceof AliasEvent alias) {
      refuse(
          event,
          "aliases are not supported (*" + Quote.oneLine(alias.getAnchor()) + "); write it out");
    } else if (event instanceof CollectionStartEvent start) {
      depth++;
      lookAtNode(start, start.getTag());
    } else if (event instanceof ScalarEvent scalar) {
      lookAtNode(scalar, scalar.getTag());
    } else if (event instanceof CollectionEndEvent) {
      depth--;
    }
  }

  private void lookAtNode(NodeEvent event, @Nullable String tag) {
    if (event.getAnchor() != null) {
      refuse(
          event,
          "anchors are not supported (&" + Quote.oneLine(event.getAnchor()) + "); remove it");
    }
    if (tag != null) {
      refuse(event, "tags are not supported (" + Quote.of(tag) + "); remove it");
    }
  }

  private void refuse(Event event, String message) {
    allowed = false;
    findings.error(event.getStartMark().getLine() + 1, message);
  }
}
