package org.dockerrm.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dockerrm.cli.DemoInstances.Instance;

/** Removes what a demo made, in whatever state it is. */
final class DemoRemoval implements Cleanup.Cleaning {

  private static final int ROUNDS = 60;
  private static final long PAUSE_MILLIS = 500;
  private static final Set<String> STARTED = Set.of("Active", "Broken");

  private final Session session;
  private final ManagerClient client;
  private final DemoInstances instances;

  DemoRemoval(Session session, DemoInstances instances) {
    this.session = session;
    this.client = session.client();
    this.instances = instances;
  }

  /** Removes all instances, the youngest first; whether none is left. */
  @Override
  public boolean all() {
    boolean settled = settle();
    List<Instance> youngestFirst = instances.all();
    Collections.reverse(youngestFirst);
    if (!youngestFirst.isEmpty()) {
      session.console().err().println("removing what the demo made");
    }
    for (Instance instance : youngestFirst) {
      try {
        members(instance);
        if (remove(instance)) {
          instances.removed(instance);
        }
      } catch (CommandFailure e) {
        // Others may still be removable.
        session.console().complain(e);
      }
    }
    left().forEach(session.console().err()::println);
    return settled && left().isEmpty();
  }

  private boolean settle() {
    try {
      instances.settle();
      return true;
    } catch (CommandFailure e) {
      session.console().complain(e);
      // What the manager refuses has made nothing.
      return e.code() == ExitCode.REFUSED;
    }
  }

  /** A line for each instance that is not removed. */
  @Override
  public List<String> left() {
    String dockerrm = "./dockerrm" + session.serverOption();
    return instances.all().stream()
        .map(
            one ->
                "  %s %s is still there; remove it with: %s stop %s; %s uninstall %s"
                    .formatted(one.type(), one.id(), dockerrm, one.id(), dockerrm, one.id()))
        .toList();
  }

  /**
   * Removes all members of a server's cluster but the first; its policy may be at work meanwhile.
   */
  void members(Instance first) {
    for (int round = 0; round < ROUNDS && cluster(first).size() > 1; round++) {
      ManagerClient.Answer answer = instances.post(first.path() + "/scale", Map.of("instances", 1));
      boolean scaled =
          answer.isSuccess()
              && Json.text(instances.ended(answer), "requestState").equals("COMPLETED");
      if (!scaled && answer.status() != HttpURLConnection.HTTP_CONFLICT) {
        break;
      }
      ManagerClient.pause(PAUSE_MILLIS);
    }
    // Where not even the proxy helps, one by one.
    cluster(first).stream().skip(1).forEach(this::remove);
  }

  /** The members of a cluster, the oldest first; none where the instance is gone. */
  List<Instance> cluster(Instance first) {
    List<Instance> members = new ArrayList<>();
    client
        .find(first.path() + "/cluster")
        .ifPresent(found -> found.forEach(member -> members.add(Instance.of(member))));
    return members;
  }

  /** Waits for a transition under way; an instance that is active is stopped first. */
  private boolean remove(Instance instance) {
    for (int round = 0; round < ROUNDS; round++) {
      Optional<JsonNode> now = client.find(instance.path());
      if (now.isEmpty()) {
        return true;
      }
      boolean started = STARTED.contains(Json.text(now.get(), "resourceState"));
      ManagerClient.Answer answer = instances.ask(instance, started ? "Stop" : "Uninstall");
      if (answer.isSuccess()) {
        instances.ended(answer);
      } else if (answer.status() == HttpURLConnection.HTTP_CONFLICT) {
        ManagerClient.pause(PAUSE_MILLIS);
      } else {
        return false;
      }
    }
    return false;
  }
}
