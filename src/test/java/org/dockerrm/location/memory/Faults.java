package org.dockerrm.location.memory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.dockerrm.location.HostException;
import org.dockerrm.location.HostException.Reason;

/** What goes wrong with the calls of a host, how long they take, and which there were. */
public final class Faults {

  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final Map<String, HostException> refusals = new ConcurrentHashMap<>();
  private final Map<String, Boolean> lostAnswers = new ConcurrentHashMap<>();
  private final Map<String, Duration> delays = new ConcurrentHashMap<>();
  private volatile Optional<String> away = Optional.empty();

  /** The calls so far by their names, such as {@code start}, oldest first. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  /** Lets every call of that name fail and change nothing, until {@link #clear}. */
  public void refuse(String call, Reason reason, String message) {
    refusals.put(call, new HostException(reason, message));
  }

  /** Carries out the next call of that name, but loses the answer. */
  public void loseAnswer(String call) {
    lostAnswers.put(call, true);
  }

  /** Lets calls of that name take so long. */
  public void delay(String call, Duration duration) {
    delays.put(call, duration);
  }

  /** Ends what was asked for above. */
  public void clear() {
    refusals.clear();
    lostAnswers.clear();
    delays.clear();
  }

  /** Why the host does not answer, if it does not. */
  Optional<String> away() {
    return away;
  }

  void away(Optional<String> why) {
    away = why;
  }

  /** Makes a call, which does not touch what others change at the same time. */
  <T> T call(String name, Supplier<T> action) {
    calls.add(name);
    pause(delays.getOrDefault(name, Duration.ZERO));
    away.ifPresent(
        why -> {
          throw unreachable(name, why);
        });
    HostException refusal = refusals.get(name);
    if (refusal != null) {
      throw new HostException(refusal.reason(), String.valueOf(refusal.getMessage()), refusal);
    }
    T result = action.get();
    if (lostAnswers.remove(name) != null) {
      throw unreachable(name, "the answer was lost");
    }
    return result;
  }

  /** Makes a call alone. */
  <T> T callAlone(String name, Supplier<T> action) {
    return call(
        name,
        () -> {
          synchronized (this) {
            return action.get();
          }
        });
  }

  /** Waits as {@link #delay} says for a call that is made otherwise. */
  void pause(String call) {
    pause(delays.getOrDefault(call, Duration.ZERO));
  }

  static HostException unreachable(String call, String why) {
    return new HostException(
        Reason.UNREACHABLE, "Cannot " + call + ": the host in memory does not answer: " + why);
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable("wait", "interrupted");
    }
  }
}
