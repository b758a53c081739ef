package org.dockerrm.location.docker;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.dockerrm.support.Manager;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls to engines go wrong: between a manager's calls and its connections, for each location
 * apart. What a manager does of itself (events, scans, questions whether an engine is there) is let
 * through, unless it is asked for.
 */
public final class EngineFaults {

  private final Map<String, Line> lines = new ConcurrentHashMap<>();

  /** Puts itself between a manager and its engines; to be called before the manager starts. */
  public static EngineFaults in(Manager manager) {
    EngineFaults faults = new EngineFaults();
    TransportDecorator.Layer layer =
        (location, transport) -> new FaultyTransport(faults.line(location), transport);
    manager.add(context -> context.registerBean(TransportDecorator.Layer.class, () -> layer));
    return faults;
  }

  /** Begins to write down the calls of a location, from now on without a fault. */
  public void record(String location) {
    line(location).begin(List.of(), false);
  }

  /** The calls since then. */
  public List<EngineCall> recorded(String location) {
    return line(location).calls();
  }

  /** Has faults happen to calls of a location, counted from now on. */
  public void arm(String location, List<FaultTarget> aims) {
    line(location).begin(aims, false);
  }

  /** Keeps a step from ending: the engine does it each time, and no answer arrives. */
  public void hold(String location, String request) {
    arm(location, List.of(new FaultTarget(new EngineCall(request, 1, true), Fault.HOLD)));
  }

  /** Has a fault happen to the next call of a kind, whoever makes it. */
  public void armBackground(String location, String request, Fault fault) {
    line(location).begin(List.of(new FaultTarget(new EngineCall(request, 1, true), fault)), true);
  }

  /** Does something just before a call. */
  public void before(String location, String request, Runnable action) {
    line(location).before(request, action);
  }

  /**
   * Ends the faults of a location: whether one has happened. The effect of one may leave no call
   * for the other.
   */
  public boolean disarm(String location) {
    return line(location).end();
  }

  /** Whether all faults have happened. */
  public boolean happened(String location) {
    return line(location).happened();
  }

  /** Breaks the streams of events that a location has now. */
  public void breakEvents(String location) {
    line(location).breakEvents();
  }

  private Line line(String location) {
    return lines.computeIfAbsent(location, any -> new Line());
  }

  /** Asked when something is in doubt, or once for each location: not in every run. */
  private static final Set<String> SELDOM = Set.of("GET /_ping", "GET /info");

  /** What holds for one location. */
  static final class Line {

    private final Map<String, Integer> counts = new HashMap<>();
    private final List<EngineCall> calls = new ArrayList<>();
    private final List<Runnable> events = new ArrayList<>();
    private final Map<String, Runnable> actions = new HashMap<>();
    private final Set<FaultTarget> happened = new HashSet<>();
    private List<FaultTarget> wanted = List.of();
    private boolean armed;
    private boolean background;

    private synchronized void begin(List<FaultTarget> aims, boolean inBackground) {
      counts.clear();
      calls.clear();
      happened.clear();
      wanted = aims;
      armed = !aims.isEmpty();
      background = inBackground;
    }

    private synchronized boolean end() {
      armed = false;
      return !happened.isEmpty();
    }

    private synchronized boolean happened() {
      return happened.containsAll(wanted);
    }

    private synchronized List<EngineCall> calls() {
      return List.copyOf(calls);
    }

    private synchronized void before(String request, Runnable action) {
      actions.put(request, action);
    }

    private void breakEvents() {
      List<Runnable> open;
      synchronized (this) {
        open = List.copyOf(events);
        events.clear();
      }
      open.forEach(Runnable::run);
    }

    synchronized void opened(Runnable breaking) {
      events.add(breaking);
    }

    /** The call's number among its equals, 0 where it is not to be counted. */
    int count(Request request) {
      String shape = EngineCall.shape(request);
      Runnable action;
      int number;
      synchronized (this) {
        boolean counted = background || isOfRun(shape);
        number = counted ? counts.merge(shape, 1, Integer::sum) : 0;
        action = actions.remove(shape);
      }
      if (action != null) {
        action.run();
      }
      return number;
    }

    synchronized @Nullable Fault faultOf(String shape, int number) {
      if (!armed || number == 0) {
        return null;
      }
      for (FaultTarget aim : wanted) {
        if (aim.meets(shape, number)) {
          if (aim.fault() != Fault.HOLD) {
            happened.add(aim);
          }
          return aim.fault();
        }
      }
      return null;
    }

    /** What is to be kept from ending has had its effect. */
    synchronized void holds() {
      happened.addAll(wanted);
    }

    synchronized void ended(String shape, int number, int status) {
      if (number > 0 && wanted.isEmpty()) {
        boolean answered = status == 101 || status == 200 || status == 201;
        calls.add(new EngineCall(shape, number, answered));
      }
    }

    /** The run's own calls come from the job executor, and from who joins scripts. */
    private static boolean isOfRun(String shape) {
      String thread = Thread.currentThread().getName();
      boolean ofRun =
          thread.startsWith("camundaTaskExecutor") || thread.startsWith("script-results");
      return shape.equals("POST /exec/{id}/start") || ofRun && !SELDOM.contains(shape);
    }
  }
}
