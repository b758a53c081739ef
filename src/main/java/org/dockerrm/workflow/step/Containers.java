package org.dockerrm.workflow.step;

import java.util.Optional;
import org.dockerrm.location.ContainerView;
import org.dockerrm.transition.FailureCode;
import org.dockerrm.transition.RequestRun;

/** Finds the container behind an instance. */
public final class Containers {

  private Containers() {}

  /**
   * The name of an instance's container: the same for ever (docs/reference/workflows.md, "Steps").
   */
  public static String nameOf(RequestRun run) {
    return "dockerrm_" + run.type().name().name() + "-" + run.instance().resourceId();
  }

  /** The name that an instance's container has while an Upgrade can still be taken back. */
  static String asideNameOf(RequestRun run) {
    return nameOf(run) + "-before-upgrade";
  }

  /** The container of the instance that an Upgrade has set aside. */
  static Optional<ContainerView> aside(RequestRun run) {
    return run.host()
        .workloads()
        .find(asideNameOf(run))
        .container()
        .filter(found -> ResourceLabels.own(run, found.labels()));
  }

  /**
   * The container as it is now, by its recorded id, or else by its name where it was made for the
   * instance: one of that name with another owner does not count.
   */
  public static Optional<ContainerView> find(RequestRun run) {
    Optional<String> recorded = run.instance().containerId();
    return recorded.isPresent()
        ? run.host().workloads().find(recorded.get()).container()
        : run.host()
            .workloads()
            .find(nameOf(run))
            .container()
            .filter(found -> ResourceLabels.own(run, found.labels()));
  }

  /** Removes a container; one that its host is still removing is a failed try. */
  static void remove(RequestRun run, ContainerView container) {
    run.host().workloads().remove(container.id()).requireGone();
  }

  /** The container's id; a permanent failure where there is none. */
  public static String idOf(RequestRun run) {
    return existing(run).id();
  }

  /** The container as it is now; a permanent failure where there is none. */
  public static ContainerView existing(RequestRun run) {
    return find(run)
        .orElseThrow(
            () ->
                Failures.permanent(
                    FailureCode.RESOURCE_NOT_FOUND, "container " + nameOf(run) + " is gone"));
  }
}
