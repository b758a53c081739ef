package org.dockerrm.api;

import java.util.HashMap;
import java.util.Map;

/** A bounded number of places, of which one client address gets half at most. */
final class SharedPlaces {

  private final int places;
  private final Map<String, Integer> taken = new HashMap<>();
  private int inAll;

  SharedPlaces(int places) {
    this.places = places;
  }

  /** Takes a place for an address; false where it gets none. */
  synchronized boolean take(String address) {
    int own = taken.getOrDefault(address, 0);
    if (inAll >= places || own >= places / 2) {
      return false;
    }
    taken.put(address, own + 1);
    inAll++;
    return true;
  }

  /** Gives back a place that was taken for an address. */
  synchronized void giveBack(String address) {
    taken.computeIfPresent(address, (same, own) -> own == 1 ? null : own - 1);
    inAll--;
  }
}
