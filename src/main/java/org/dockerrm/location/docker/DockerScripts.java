package org.dockerrm.location.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.ExecCreateCmd;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.model.Frame;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.dockerrm.location.ContainerView;
import org.dockerrm.location.HostException;
import org.dockerrm.location.HostException.Reason;
import org.dockerrm.location.ScriptCall;
import org.dockerrm.location.ScriptCall.ParameterFile;
import org.dockerrm.location.ScriptProgress;
import org.dockerrm.location.ScriptResult;
import org.dockerrm.location.ScriptRunner;

/**
 * Runs scripts in the containers of one engine, each with a single exec: a constant shell text
 * takes the parameters from its standard input and prints the result. Values travel as arguments,
 * as environment and as input, never as part of that text.
 */
final class DockerScripts implements ScriptRunner {

  private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9-]{1,128}");

  private final DockerClients clients;
  private final DockerCalls calls;
  private final DockerContainers containers;
  private final PreparedContainers prepared = new PreparedContainers();
  private final String runner = resource("run-script.sh");
  private final String preparation = resource("prepare-scripts.sh");
  private final String stopping = resource("stop-script.sh");
  private final String reading = resource("read-script.sh");

  DockerScripts(DockerClients clients, DockerCalls calls, DockerContainers containers) {
    this.clients = clients;
    this.calls = calls;
    this.containers = containers;
  }

  @Override
  public CompletableFuture<ScriptResult> run(ScriptCall call) {
    byte[] parameters = call.parameters().getBytes(StandardCharsets.UTF_8);
    check(call, parameters.length);
    prepare(call.containerId());
    String doing =
        "run %s in container %s"
            .formatted(DockerErrors.oneLine(call.script()), DockerNames.shown(call.containerId()));
    String exec = calls.call(doing, () -> createExec(call, parameters.length));
    ScriptStream stream = new ScriptStream(call, exec, doing, clients, calls, containers);
    calls.run(
        doing,
        () ->
            clients
                .streaming()
                .execStartCmd(exec)
                .withStdIn(new ByteArrayInputStream(parameters))
                .exec(stream));
    calls.later(clients.answerLimit(), stream::failIfNotStarted);
    return stream.result();
  }

  @Override
  public Optional<ScriptResult.Finished> stop(
      String containerId, String runId, ParameterFile file) {
    ContainerView container = containers.find(containerId).orElse(null);
    if (container == null || !container.running()) {
      return Optional.empty();
    }
    String doing = "stop a script in container " + container.name();
    ScriptReply reply =
        execute(doing, container.id(), container.user(), stopping, runId, file.path());
    ScriptReply.Answer answer = reply.answer().orElse(null);
    if (answer == null && containers.find(containerId).filter(ContainerView::running).isPresent()) {
      String rest = DockerErrors.oneLine(reply.rest());
      throw new HostException(
          Reason.REFUSED,
          "Cannot " + doing + ": " + (rest.isEmpty() ? "the call ended without an answer" : rest));
    }
    // The script ended with its container where there is no answer.
    return answer instanceof ScriptReply.Answer.Finished left
        ? Optional.of(new ScriptResult.Finished(left.exitCode(), left.output(), left.parameters()))
        : Optional.empty();
  }

  @Override
  public Optional<ScriptProgress> progress(
      String containerId, String runId, ParameterFile file, long from) {
    ContainerView container = containers.find(containerId).orElse(null);
    if (container == null || !container.running() || container.paused()) {
      return Optional.empty();
    }
    String doing = "read what a script wrote in container " + container.name();
    return execute(
            doing,
            container.id(),
            container.user(),
            reading,
            runId,
            file.path(),
            Long.toString(from))
        .written();
  }

  /** Learns from a container that was looked at anyway whether it has to be prepared. */
  void seen(ContainerView container) {
    if (isRoot(container.user())) {
      prepared.add(container.id());
    }
  }

  private static void check(ScriptCall call, int size) {
    if (!RUN_ID.matcher(call.runId()).matches()) {
      throw refused("a run id is up to 128 letters, digits and hyphens");
    }
    if (!call.script().startsWith("/") || call.script().indexOf(0) >= 0) {
      throw refused("a script is named by its absolute path");
    }
    if (size > ScriptReply.PARAMETERS_LIMIT) {
      throw refused("its parameters are larger than 1 MB");
    }
    call.environment()
        .forEach(
            (name, value) -> {
              if (name.isEmpty() || name.contains("=") || (name + value).indexOf(0) >= 0) {
                throw refused(
                    "its environment has an impossible variable " + DockerErrors.oneLine(name));
              }
            });
  }

  private static HostException refused(String why) {
    return new HostException(Reason.REFUSED, "Cannot run a script: " + why + ".");
  }

  private String createExec(ScriptCall call, int size) {
    try (ExecCreateCmd command = clients.control().execCreateCmd(call.containerId())) {
      return command
          .withCmd(
              "/bin/sh",
              "-c",
              runner,
              "dockerrm",
              call.runId(),
              call.file().path(),
              call.script(),
              Integer.toString(size),
              call.trial() ? "trial" : "")
          .withEnv(
              call.environment().entrySet().stream()
                  .map(entry -> entry.getKey() + "=" + entry.getValue())
                  .toList())
          .withWorkingDir("/")
          .withAttachStdin(true)
          .withAttachStdout(true)
          .withAttachStderr(true)
          .exec()
          .getId();
    } catch (ConflictException e) {
      throw notRunning(call.containerId(), e);
    }
  }

  private HostException notRunning(String container, ConflictException cause) {
    String message = calls.errors().engineMessage(cause);
    String shown = DockerNames.shown(container);
    return new HostException(
        Reason.REFUSED,
        message.contains("is not running")
            ? "Container %s does not run, so no script can.".formatted(shown)
            : "No script can run in container %s: %s".formatted(shown, message),
        cause);
  }

  private void prepare(String reference) {
    if (prepared.contains(reference)) {
      return;
    }
    ContainerView container = containers.require(reference);
    if (!isRoot(container.user())) {
      prepareFor(container);
    }
    prepared.add(container.id());
  }

  private void prepareFor(ContainerView container) {
    String doing = "prepare container " + container.name() + " for scripts";
    String said = execute(doing, container.id(), "0", preparation, container.user()).rest();
    if (!said.endsWith("prepared")) {
      throw new HostException(
          Reason.REFUSED, "Cannot " + doing + ": " + DockerErrors.oneLine(said));
    }
  }

  /** Runs a shell text and returns what it printed. */
  private ScriptReply execute(
      String doing, String containerId, String user, String text, String... arguments) {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", text, "dockerrm"));
    command.addAll(List.of(arguments));
    return calls.call(
        doing,
        () -> {
          Output output = new Output();
          String exec =
              clients
                  .control()
                  .execCreateCmd(containerId)
                  .withUser(user)
                  .withCmd(command.toArray(String[]::new))
                  .withAttachStdout(true)
                  .withAttachStderr(true)
                  .exec()
                  .getId();
          try {
            clients.control().execStartCmd(exec).exec(output).awaitCompletion();
            return output.bytes;
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
          }
        });
  }

  private static boolean isRoot(String user) {
    return List.of("", "root", "0").contains(user.split(":", 2)[0]);
  }

  private static String resource(String name) {
    try (InputStream in = DockerScripts.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The program lacks its own file " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Collects the little that a short text prints. */
  private static final class Output extends ResultCallback.Adapter<Frame> {

    private final ScriptReply bytes = new ScriptReply();

    @Override
    public void onNext(Frame frame) {
      bytes.append(frame.getPayload());
    }
  }
}
