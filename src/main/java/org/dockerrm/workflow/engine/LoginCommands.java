package org.dockerrm.workflow.engine;

import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.impl.AbstractQuery;
import org.camunda.bpm.engine.impl.SetJobsRetriesByProcessBatchCmd;
import org.camunda.bpm.engine.impl.TablePageQueryImpl;
import org.camunda.bpm.engine.impl.batch.DeleteBatchCmd;
import org.camunda.bpm.engine.impl.batch.RestartProcessInstancesBatchCmd;
import org.camunda.bpm.engine.impl.cmd.ActivateBatchCmd;
import org.camunda.bpm.engine.impl.cmd.ActivateJobCmd;
import org.camunda.bpm.engine.impl.cmd.ActivateJobDefinitionCmd;
import org.camunda.bpm.engine.impl.cmd.ActivateProcessDefinitionCmd;
import org.camunda.bpm.engine.impl.cmd.ActivateProcessInstanceCmd;
import org.camunda.bpm.engine.impl.cmd.AuthorizationCheckCmd;
import org.camunda.bpm.engine.impl.cmd.CheckPassword;
import org.camunda.bpm.engine.impl.cmd.CorrelateAllMessageCmd;
import org.camunda.bpm.engine.impl.cmd.CorrelateMessageCmd;
import org.camunda.bpm.engine.impl.cmd.CreateAuthorizationCommand;
import org.camunda.bpm.engine.impl.cmd.CreateGroupCmd;
import org.camunda.bpm.engine.impl.cmd.CreateGroupQueryCmd;
import org.camunda.bpm.engine.impl.cmd.CreateMembershipCmd;
import org.camunda.bpm.engine.impl.cmd.CreateTenantCmd;
import org.camunda.bpm.engine.impl.cmd.CreateTenantGroupMembershipCmd;
import org.camunda.bpm.engine.impl.cmd.CreateTenantQueryCmd;
import org.camunda.bpm.engine.impl.cmd.CreateTenantUserMembershipCmd;
import org.camunda.bpm.engine.impl.cmd.CreateUserCmd;
import org.camunda.bpm.engine.impl.cmd.CreateUserQueryCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteAuthorizationCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteDeploymentCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteGroupCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteMembershipCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteProcessDefinitionsByIdsCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteProcessDefinitionsByKeyCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteProcessInstanceCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteProcessInstancesCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteTenantCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteTenantGroupMembershipCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteTenantUserMembershipCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteUserCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteUserInfoCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteUserPictureCmd;
import org.camunda.bpm.engine.impl.cmd.DeployCmd;
import org.camunda.bpm.engine.impl.cmd.EvaluateStartConditionCmd;
import org.camunda.bpm.engine.impl.cmd.ExecuteFilterCountCmd;
import org.camunda.bpm.engine.impl.cmd.ExecuteFilterListCmd;
import org.camunda.bpm.engine.impl.cmd.ExecuteFilterListPageCmd;
import org.camunda.bpm.engine.impl.cmd.ExecuteFilterSingleResultCmd;
import org.camunda.bpm.engine.impl.cmd.FindActiveActivityIdsCmd;
import org.camunda.bpm.engine.impl.cmd.FindHistoryCleanupJobsCmd;
import org.camunda.bpm.engine.impl.cmd.IsIdentityServiceReadOnlyCmd;
import org.camunda.bpm.engine.impl.cmd.MessageEventReceivedCmd;
import org.camunda.bpm.engine.impl.cmd.RestartProcessInstancesCmd;
import org.camunda.bpm.engine.impl.cmd.SaveAuthorizationCmd;
import org.camunda.bpm.engine.impl.cmd.SaveGroupCmd;
import org.camunda.bpm.engine.impl.cmd.SaveTenantCmd;
import org.camunda.bpm.engine.impl.cmd.SaveUserCmd;
import org.camunda.bpm.engine.impl.cmd.SetAnnotationForIncidentCmd;
import org.camunda.bpm.engine.impl.cmd.SetJobRetriesCmd;
import org.camunda.bpm.engine.impl.cmd.SetJobsRetriesBatchCmd;
import org.camunda.bpm.engine.impl.cmd.SetUserInfoCmd;
import org.camunda.bpm.engine.impl.cmd.SetUserPictureCmd;
import org.camunda.bpm.engine.impl.cmd.SignalCmd;
import org.camunda.bpm.engine.impl.cmd.SignalEventReceivedCmd;
import org.camunda.bpm.engine.impl.cmd.StartProcessInstanceAtActivitiesCmd;
import org.camunda.bpm.engine.impl.cmd.StartProcessInstanceCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitStartFormCmd;
import org.camunda.bpm.engine.impl.cmd.SuspendBatchCmd;
import org.camunda.bpm.engine.impl.cmd.SuspendJobCmd;
import org.camunda.bpm.engine.impl.cmd.SuspendJobDefinitionCmd;
import org.camunda.bpm.engine.impl.cmd.SuspendProcessDefinitionCmd;
import org.camunda.bpm.engine.impl.cmd.SuspendProcessInstanceCmd;
import org.camunda.bpm.engine.impl.cmd.UnlockUserCmd;
import org.camunda.bpm.engine.impl.cmd.UpdateProcessInstancesSuspendStateBatchCmd;
import org.camunda.bpm.engine.impl.cmd.UpdateProcessInstancesSuspendStateCmd;
import org.camunda.bpm.engine.impl.cmd.batch.DeleteProcessInstanceBatchCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.metrics.MetricsQueryImpl;

/**
 * What a login to Cockpit, Tasklist, Admin or the engine's REST API may do: read, retry, suspend,
 * resume and end, and manage users. Everything else is refused, since the manager does it itself:
 * processes are started by requests, waiting ones get their results from the manager, variables and
 * tokens are as the processes leave them, and what is in force is what the files say.
 */
final class LoginCommands extends CommandInterceptor {

  private static final String ENGINE = "org.camunda.bpm.engine.impl.";
  private static final String START =
      "processes are started by requests: POST /api/resource-manager/lifecycle/transitions";
  private static final String RESULT =
      "the resource manager itself brings the results that processes wait for";
  private static final String FILES =
      "the resource manager deploys processes from processes/ and from packages; change the file,"
          + " then PUT /api/resource-manager/onboarding";

  private static final String OTHER =
      "a login may read, retry jobs, suspend, resume and end processes, and manage users; it may not"
          + " send ";

  /** Commands that do not change anything, beside queries and those whose names say "get". */
  private static final Set<Class<?>> READS =
      Set.of(
          AuthorizationCheckCmd.class,
          CheckPassword.class,
          CreateGroupQueryCmd.class,
          CreateTenantQueryCmd.class,
          CreateUserQueryCmd.class,
          ExecuteFilterCountCmd.class,
          ExecuteFilterListCmd.class,
          ExecuteFilterListPageCmd.class,
          ExecuteFilterSingleResultCmd.class,
          FindActiveActivityIdsCmd.class,
          FindHistoryCleanupJobsCmd.class,
          IsIdentityServiceReadOnlyCmd.class,
          TablePageQueryImpl.class);

  private static final Set<Class<?>> PROCESSES =
      Set.of(
          ActivateBatchCmd.class,
          ActivateJobCmd.class,
          ActivateJobDefinitionCmd.class,
          ActivateProcessDefinitionCmd.class,
          ActivateProcessInstanceCmd.class,
          DeleteBatchCmd.class,
          DeleteProcessInstanceBatchCmd.class,
          DeleteProcessInstanceCmd.class,
          DeleteProcessInstancesCmd.class,
          SetAnnotationForIncidentCmd.class,
          SetJobRetriesCmd.class,
          SetJobsRetriesBatchCmd.class,
          SetJobsRetriesByProcessBatchCmd.class,
          SuspendBatchCmd.class,
          SuspendJobCmd.class,
          SuspendJobDefinitionCmd.class,
          SuspendProcessDefinitionCmd.class,
          SuspendProcessInstanceCmd.class,
          UpdateProcessInstancesSuspendStateBatchCmd.class,
          UpdateProcessInstancesSuspendStateCmd.class,
          // It is answered with what LoginDeployments finds in the files, and deploys nothing.
          DeployCmd.class);

  private static final Set<Class<?>> USERS =
      Set.of(
          CreateAuthorizationCommand.class,
          CreateGroupCmd.class,
          CreateMembershipCmd.class,
          CreateTenantCmd.class,
          CreateTenantGroupMembershipCmd.class,
          CreateTenantUserMembershipCmd.class,
          CreateUserCmd.class,
          DeleteAuthorizationCmd.class,
          DeleteGroupCmd.class,
          DeleteMembershipCmd.class,
          DeleteTenantCmd.class,
          DeleteTenantGroupMembershipCmd.class,
          DeleteTenantUserMembershipCmd.class,
          DeleteUserCmd.class,
          DeleteUserInfoCmd.class,
          DeleteUserPictureCmd.class,
          SaveAuthorizationCmd.class,
          SaveGroupCmd.class,
          SaveTenantCmd.class,
          SaveUserCmd.class,
          SetUserInfoCmd.class,
          SetUserPictureCmd.class,
          UnlockUserCmd.class);

  /** What else to do where a refused command has an equivalent. */
  private static final Map<Class<?>, String> INSTEAD =
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
    Class<?> type = command.getClass();
    if (outermost && !isAllowed(type) && loggedIn.getAsBoolean()) {
      throw new BadUserRequestException(INSTEAD.getOrDefault(type, OTHER + type.getSimpleName()));
    }
    return next.execute(command);
  }

  private static boolean isAllowed(Class<?> type) {
    boolean reads =
        AbstractQuery.class.isAssignableFrom(type)
            || type.getEnclosingClass() == MetricsQueryImpl.class
            || (type.getName().startsWith(ENGINE) && type.getSimpleName().startsWith("Get"));
    return reads || READS.contains(type) || PROCESSES.contains(type) || USERS.contains(type);
  }
}
