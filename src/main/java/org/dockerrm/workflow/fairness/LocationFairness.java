package org.dockerrm.workflow.fairness;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.dockerrm.location.HostException;
import org.dockerrm.location.Location;
import org.dockerrm.location.Locations;
import org.dockerrm.transition.RequestMdc;
import org.dockerrm.workflow.step.ImageWaits;
import org.dockerrm.workflow.step.Variables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Keeps a location from taking all threads that run jobs, and bounds the containers that start
 * there at a time; a job whose image is being made waits for that too. A job without a permit is
 * given back before it is begun; the next one is called when another ends.
 */
@Component
class LocationFairness {

  private static final Logger log = LoggerFactory.getLogger(LocationFairness.class);

  /** For an image that is being made. */
  private static final Duration UNTIL_NEXT_LOOK = Duration.ofSeconds(2);

  private static final int NO_LIMIT = Integer.MAX_VALUE;

  private final Locations locations;
  private final JobLocations places;
  private final WaitingJobs waiting;
  private final ImageWaits images;
  private final Clock clock;
  private final int share;
  private final Map<Key, LocationQueue> lanes = new ConcurrentHashMap<>();

  LocationFairness(
      Locations locations,
      JobLocations places,
      WaitingJobs waiting,
      ImageWaits images,
      Clock clock,
      @Value("${camunda.bpm.job-execution.max-pool-size}") int threads) {
    this.locations = locations;
    this.places = places;
    this.waiting = waiting;
    this.images = images;
    this.clock = clock;
    this.share = Math.max(1, threads * 3 / 4);
  }

  private record Key(String location, boolean starts) {}

  private record Turn(LocationQueue lane, int limit) {}

  /**
   * Runs a job that this node holds, if its turn has come, or gives it back.
   *
   * @param called receives the event that other jobs became due
   */
  void run(String jobId, Runnable job, Runnable called) {
    List<Turn> taken = new ArrayList<>();
    try {
      JobLocation place = place(jobId);
      if (take(jobId, place, taken, called)) {
        RequestMdc.during(place.ids(), job);
      }
    } finally {
      taken.forEach(turn -> turn.lane().leave(jobId));
      taken.forEach(turn -> callNext(turn, called));
    }
  }

  private boolean take(String jobId, JobLocation place, List<Turn> taken, Runnable called) {
    Optional<Location> location = locations.find(place.location());
    if (location.isEmpty()) {
      return true;
    }
    if (images.holds(place.ids().getOrDefault(Variables.REQUEST_ID, ""))) {
      waiting.putBack(jobId, UNTIL_NEXT_LOOK);
      return false;
    }
    if (!enter(turn(location.get(), false), jobId, taken, called)) {
      return false;
    }
    return !place.starts() || enter(turn(location.get(), true), jobId, taken, called);
  }

  private JobLocation place(String jobId) {
    try {
      return places.of(jobId);
    } catch (RuntimeException e) {
      // The job itself fails with the cause, and reports it.
      log.debug("where job {} works is not known", jobId, e);
      return JobLocation.NOWHERE;
    }
  }

  private boolean enter(Turn turn, String jobId, List<Turn> taken, Runnable called) {
    if (turn.lane().enter(jobId, turn.limit(), clock.instant())) {
      taken.add(turn);
      return true;
    }
    // Only what is given back can be called.
    waiting.putBack(jobId, WaitingJobs.pause(turn.lane().waiting()));
    turn.lane().queue(jobId);
    callNext(turn, called);
    return false;
  }

  private void callNext(Turn turn, Runnable called) {
    try {
      List<String> next = turn.lane().call(turn.limit(), clock.instant());
      while (!next.isEmpty()) {
        next.stream().filter(job -> !waiting.call(job)).forEach(turn.lane()::forget);
        called.run();
        next = turn.lane().call(turn.limit(), clock.instant());
      }
    } catch (RuntimeException e) {
      log.debug("waiting jobs are retried at their due date", e);
    }
  }

  private Turn turn(Location location, boolean starts) {
    LocationQueue lane =
        lanes.computeIfAbsent(new Key(location.name(), starts), key -> new LocationQueue());
    return new Turn(lane, starts ? startsOf(location) : shareOf());
  }

  /** With one location, no other needs the threads. */
  private int shareOf() {
    return locations.all().size() > 1 ? share : NO_LIMIT;
  }

  private static int startsOf(Location location) {
    int wanted = location.limits().maxConcurrentStarts();
    try {
      return wanted > 0 ? wanted : location.host().processors() * 2;
    } catch (HostException e) {
      // The step itself finds out, and is tried again.
      return NO_LIMIT;
    }
  }
}
