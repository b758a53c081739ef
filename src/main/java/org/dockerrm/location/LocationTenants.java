package org.dockerrm.location;

/** Knows who lives on a location; the rooms above implement it. */
public interface LocationTenants {

  /**
   * How many instances keep a location from being removed, as the caller's transaction sees it.
   * Networks that were only found there do not, unless a request on one is open.
   */
  long count(String location);
}
