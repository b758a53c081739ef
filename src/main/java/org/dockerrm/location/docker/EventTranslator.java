package org.dockerrm.location.docker;

import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventActor;
import com.github.dockerjava.api.model.EventType;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.dockerrm.location.HostWatcher;
import org.jspecify.annotations.Nullable;

/** What an engine's events mean to a watcher. */
final class EventTranslator {

  /** The beginning of several actions: {@code health_status: healthy}. */
  private static final String HEALTH = "health_status";

  private EventTranslator() {}

  /** The types of events that mean something. */
  static EventType[] types() {
    return new EventType[] {EventType.CONTAINER, EventType.NETWORK};
  }

  /** The actions that mean something, or what they begin with. */
  static String[] actions() {
    return new String[] {
      "start", "die", "create", "destroy", "pause", "unpause", "connect", "disconnect", HEALTH
    };
  }

  /** The call to the watcher; empty where the event means nothing to it. */
  static Optional<Consumer<HostWatcher>> of(Event event) {
    EventActor actor = event.getActor();
    String action = event.getAction();
    if (actor == null || action == null) {
      return Optional.empty();
    }
    return Optional.ofNullable(
        event.getType() == EventType.NETWORK
            ? ofNetwork(action, actor)
            : ofContainer(action, actor));
  }

  private static @Nullable Consumer<HostWatcher> ofContainer(String action, EventActor actor) {
    String id = String.valueOf(actor.getId());
    if (!DockerNames.isId(id)) {
      return null;
    }
    if (action.startsWith(HEALTH)) {
      return watcher -> watcher.containerConditionChanged(id);
    }
    return switch (action) {
      case "die" -> watcher -> watcher.containerDied(id, exitCode(actor));
      case "start" -> watcher -> watcher.containerStarted(id);
      case "pause", "unpause" -> watcher -> watcher.containerConditionChanged(id);
      case "destroy" -> watcher -> watcher.containerRemoved(id);
      default -> null;
    };
  }

  private static @Nullable Consumer<HostWatcher> ofNetwork(String action, EventActor actor) {
    String container = attribute(actor, "container");
    if (container != null && DockerNames.isId(container)) {
      return watcher -> watcher.attachmentsChanged(container);
    }
    return action.equals("create") || action.equals("destroy")
        ? HostWatcher::networksChanged
        : null;
  }

  private static @Nullable String attribute(EventActor actor, String name) {
    Map<String, String> attributes = actor.getAttributes();
    return attributes == null ? null : attributes.get(name);
  }

  private static int exitCode(EventActor actor) {
    String code = attribute(actor, "exitCode");
    try {
      return code == null ? -1 : Integer.parseInt(code);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
