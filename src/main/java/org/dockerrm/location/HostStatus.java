package org.dockerrm.location;

/** What can be seen of a container host. */
public sealed interface HostStatus {

  /**
   * It answers.
   *
   * @param version the version of its engine
   * @param containers how many containers of its location there are, running or not
   */
  record Reachable(String version, int containers) implements HostStatus {}

  /**
   * It does not answer, or not in time.
   *
   * @param reason why, fit for operators
   */
  record Unreachable(String reason) implements HostStatus {}
}
