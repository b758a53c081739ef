package org.dockerrm.workflow.engine;

import java.util.Map;
import java.util.function.BooleanSupplier;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.impl.batch.RestartProcessInstancesBatchCmd;
import org.camunda.bpm.engine.impl.cmd.CorrelateAllMessageCmd;
import org.camunda.bpm.engine.impl.cmd.CorrelateMessageCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteDeploymentCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteProcessDefinitionsByIdsCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteProcessDefinitionsByKeyCmd;
import org.camunda.bpm.engine.impl.cmd.EvaluateStartConditionCmd;
import org.camunda.bpm.engine.impl.cmd.MessageEventReceivedCmd;
import org.camunda.bpm.engine.impl.cmd.RestartProcessInstancesCmd;
import org.camunda.bpm.engine.impl.cmd.SignalCmd;
import org.camunda.bpm.engine.impl.cmd.SignalEventReceivedCmd;
import org.camunda.bpm.engine.impl.cmd.StartProcessInstanceAtActivitiesCmd;
import org.camunda.bpm.engine.impl.cmd.StartProcessInstanceCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitStartFormCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;

/**
 * Keeps who is logged in to Cockpit, Tasklist or the engine's REST API from what the manager does
 * itself: processes are started by requests, waiting ones get their results from the manager, and
 * what is in force is what the files say.
 */
final class LoginCommands extends CommandInterceptor {

  private static final String START =
      "processes are started by requests: POST /api/resource-manager/lifecycle/transitions";
  private static final String RESULT =
      "the resource manager itself brings the results that processes wait for";
  private static final String FILES =
      "the resource manager deploys processes from processes/ and from packages; change the file,"
          + " then PUT /api/resource-manager/onboarding";

  private static final Map<Class<?>, String> REFUSED =
      Map.ofEntries(
          Map.entry(StartProcessInstanceCmd.class, START),
          Map.entry(StartProcessInstanceAtActivitiesCmd.class, START),
          Map.entry(SubmitStartFormCmd.class, START),
          Map.entry(CorrelateMessageCmd.class, START),
          Map.entry(CorrelateAllMessageCmd.class, START),
          Map.entry(EvaluateStartConditionCmd.class, START),
          Map.entry(RestartProcessInstancesCmd.class, START),
          Map.entry(RestartProcessInstancesBatchCmd.class, START),
          Map.entry(MessageEventReceivedCmd.class, RESULT),
          Map.entry(SignalEventReceivedCmd.class, RESULT),
          Map.entry(SignalCmd.class, RESULT),
          Map.entry(DeleteDeploymentCmd.class, FILES),
          Map.entry(DeleteProcessDefinitionsByIdsCmd.class, FILES),
          Map.entry(DeleteProcessDefinitionsByKeyCmd.class, FILES));

  private final BooleanSupplier loggedIn;

  /**
   * Refuses commands of logins.
   *
   * @param loggedIn whether the thread works for a login
   */
  LoginCommands(BooleanSupplier loggedIn) {
    this.loggedIn = loggedIn;
  }

  @Override
  public <T> T execute(Command<T> command) {
    // What a command leads to within itself is the manager's own doing.
    boolean outermost = Context.getCommandContext() == null;
    String refusal = REFUSED.get(command.getClass());
    if (outermost && refusal != null && loggedIn.getAsBoolean()) {
      throw new BadUserRequestException(refusal);
    }
    return next.execute(command);
  }
}
