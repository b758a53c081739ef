package org.dockerrm.location;

/** Counts what exists on a location; implemented by the modules that use it. */
public interface LocationTenants {

  /**
   * How many instances keep a location from being removed, as the caller's transaction sees it.
   * Networks that were only found there do not, unless a request on one is open.
   */
  long count(String location);
}
