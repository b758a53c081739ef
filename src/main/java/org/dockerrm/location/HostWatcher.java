package org.dockerrm.location;

/** Receives what happens on a container host, one call at a time, on the host's own thread. */
public interface HostWatcher {

  /** The event stream begins (again): anything may have changed before this moment. */
  void connected();

  /** The watch's interval is over once more, in case that an event was missed. */
  void lookDue();

  /**
   * A container's main process ended.
   *
   * @param containerId the full id
   * @param exitCode its exit code
   */
  void containerDied(String containerId, int exitCode);

  /** A container was started. */
  void containerStarted(String containerId);

  /** A container was removed. */
  void containerRemoved(String containerId);

  /** A container was attached to a network or detached from one. */
  void attachmentsChanged(String containerId);

  /** A container's health verdict changed, or it was paused or unpaused. */
  default void containerConditionChanged(String containerId) {}

  /** Networks were created or removed. */
  void networksChanged();
}
