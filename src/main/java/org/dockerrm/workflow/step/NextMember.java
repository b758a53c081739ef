package org.dockerrm.workflow.step;

import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.dockerrm.inventory.Clusters;
import org.dockerrm.transition.FailureCode;
import org.dockerrm.transition.RequestParts;
import org.dockerrm.transition.RequestRun;
import org.dockerrm.transition.RequestRuns;
import org.springframework.stereotype.Component;

/**
 * Says in variable {@code memberId} which member of the cluster is next, null where none is: a
 * {@code new} one or the {@code youngest} until the cluster has the size that the request asks for,
 * or the youngest of those that the request {@code added}. Variables {@code target} and {@code
 * targetOperation} name the instance and the operation to call; they are empty where none is
 * called.
 */
@Component
class NextMember implements JavaDelegate {

  private final RequestRuns runs;
  private final Clusters clusters;
  private final ScaleTargets targets;
  private final RequestParts parts;

  NextMember(RequestRuns runs, RequestParts parts, Clusters clusters, ScaleTargets targets) {
    this.runs = runs;
    this.parts = parts;
    this.clusters = clusters;
    this.targets = targets;
  }

  @Override
  public void execute(DelegateExecution execution) {
    RequestRun run = runs.find(Step.requestId(execution));
    String which = Inputs.text(execution, "which", "");
    execution.setVariable("memberId", next(run, which).orElse(null));
    String operation = which.equals("new") ? "onScaleOut" : "onScaleIn";
    execution.setVariable(
        "targetOperation", run.transition().properties().getOrDefault(operation, ""));
    Optional<String> target = which.equals("new") ? targets.needed(run) : targets.of(run);
    execution.setVariable("target", target.orElse(""));
  }

  private Optional<String> next(RequestRun run, String which) {
    List<String> members = clusters.memberIds(run.instance().resourceId());
    int size =
        Integer.parseInt(
            run.transition()
                .properties()
                .getOrDefault("instances", Integer.toString(members.size())));
    return switch (which) {
      case "new" -> parts.nextMember(run.transition().requestId());
      case "youngest" ->
          members.size() > size ? Optional.of(members.get(members.size() - 1)) : Optional.empty();
      case "added" ->
          clusters.addedBy(run.transition().requestId()).stream()
              .map(Clusters.Member::resourceId)
              .findFirst();
      default ->
          throw Failures.permanent(
              FailureCode.INTERNAL_ERROR, "step input 'which' is not known: '" + which + "'");
    };
  }
}
