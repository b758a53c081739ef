package org.dockerrm.metric.intake;

/** Passes on what came in over HTTP; never waits. */
public interface Forwarding {

  /** Passes the reports on, or counts them as lost where there is no room. */
  void forward(Batch batch);
}
