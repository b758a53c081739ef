package org.dockerrm.chaos;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** What the clients were promised, and what they found. */
final class Expectations {

  private final Map<String, Accepted> accepted = new ConcurrentHashMap<>();
  private final Set<String> ended = ConcurrentHashMap.newKeySet();
  private final Collection<String> complaints = new ConcurrentLinkedQueue<>();

  /**
   * A request that the manager answered with 202.
   *
   * @param requestId its id
   * @param resourceId the instance it is for
   * @param type the instance's type
   * @param transition what was asked for
   * @param end the state in which it must end
   */
  record Accepted(String requestId, String resourceId, String type, String transition, String end) {

    boolean writesIntoLedger() {
      return type.equals(LoadClient.LEDGER);
    }

    /** What its script writes. */
    String entry() {
      return transition + " " + requestId;
    }
  }

  void accept(Accepted request) {
    accepted.put(request.requestId(), request);
  }

  void end(String requestId) {
    ended.add(requestId);
  }

  void complain(String complaint) {
    System.out.println(complaint);
    complaints.add(complaint);
  }

  Collection<Accepted> accepted() {
    return List.copyOf(accepted.values());
  }

  /** The requests of which no client has seen the end yet. */
  Set<String> open() {
    return accepted.keySet().stream()
        .filter(id -> !ended.contains(id))
        .collect(Collectors.toUnmodifiableSet());
  }

  List<String> complaints() {
    return List.copyOf(complaints);
  }
}
