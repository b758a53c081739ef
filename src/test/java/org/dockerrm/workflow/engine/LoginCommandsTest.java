package org.dockerrm.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.impl.JobQueryImpl;
import org.camunda.bpm.engine.impl.ProcessInstanceModificationBuilderImpl;
import org.camunda.bpm.engine.impl.cmd.AcquireJobsCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteProcessInstanceCmd;
import org.camunda.bpm.engine.impl.cmd.ExecuteJobsCmd;
import org.camunda.bpm.engine.impl.cmd.GetActivityInstanceCmd;
import org.camunda.bpm.engine.impl.cmd.HistoryCleanupCmd;
import org.camunda.bpm.engine.impl.cmd.ModifyProcessInstanceCmd;
import org.camunda.bpm.engine.impl.cmd.PatchExecutionVariablesCmd;
import org.camunda.bpm.engine.impl.cmd.RemoveExecutionVariablesCmd;
import org.camunda.bpm.engine.impl.cmd.SaveUserCmd;
import org.camunda.bpm.engine.impl.cmd.SetExecutionVariablesCmd;
import org.camunda.bpm.engine.impl.cmd.SetJobRetriesCmd;
import org.camunda.bpm.engine.impl.cmd.SetPropertyCmd;
import org.camunda.bpm.engine.impl.cmd.SignalCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LoginCommandsTest {

  private int executed;

  static Stream<Command<?>> refused() {
    return Stream.of(
        new ModifyProcessInstanceCmd(new ProcessInstanceModificationBuilderImpl("p")),
        new SetExecutionVariablesCmd("p", Map.of("n", 1), false),
        new RemoveExecutionVariablesCmd("p", List.of("n"), false),
        new PatchExecutionVariablesCmd("p", Map.of(), List.of("n"), false),
        new SignalCmd("p", null, null, Map.of()),
        new ExecuteJobsCmd("j", null),
        new HistoryCleanupCmd(true),
        new SetPropertyCmd("n", "v"),
        context -> null);
  }

  static Stream<Command<?>> allowed() {
    return Stream.of(
        new JobQueryImpl(),
        new GetActivityInstanceCmd("p"),
        new SetJobRetriesCmd("j", null, 1, null, false),
        new DeleteProcessInstanceCmd("p", "by hand", false, false, false, false, false),
        new SaveUserCmd(new UserEntity("u")));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesALoginWhatIsNotListed(Command<?> command) {
    LoginCommands commands = commands(true);

    assertThatThrownBy(() -> commands.execute(command)).isInstanceOf(BadUserRequestException.class);
    assertThat(executed).isZero();
  }

  @ParameterizedTest
  @MethodSource("allowed")
  void letsALoginReadRetryEndAndManageUsers(Command<?> command) {
    commands(true).execute(command);

    assertThat(executed).isOne();
  }

  @Test
  void letsTheManagerItselfDoEverything() {
    LoginCommands commands = commands(false);

    refused().forEach(commands::execute);
    commands.execute(new AcquireJobsCmd(null, 1));

    assertThat(executed).isEqualTo((int) refused().count() + 1);
  }

  @Test
  void namesTheRefusedCommand() {
    LoginCommands commands = commands(true);

    assertThatThrownBy(() -> commands.execute(new ExecuteJobsCmd("j", null)))
        .hasMessageContaining("ExecuteJobsCmd")
        .hasMessageContaining("retry jobs");
  }

  private LoginCommands commands(boolean loggedIn) {
    LoginCommands commands = new LoginCommands(() -> loggedIn);
    commands.setNext(
        new CommandExecutor() {
          @Override
          public <T> T execute(Command<T> command) {
            executed++;
            return null;
          }
        });
    return commands;
  }
}
