package org.dockerrm.location.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectExecResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.dockerrm.location.ContainerView;
import org.dockerrm.location.HostException;
import org.dockerrm.location.HostException.Reason;
import org.dockerrm.location.ScriptCall;
import org.dockerrm.location.ScriptResult;
import org.jspecify.annotations.Nullable;

/** The stream of one exec of {@code run-script.sh}, and what its end means. */
final class ScriptStream extends ResultCallback.Adapter<Frame> {

  private static final int DEATH_TRIES = 10;
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final int NOT_EXECUTABLE = 126;
  private static final int NOT_FOUND = 127;

  private final ScriptCall call;
  private final String exec;
  private final String doing;
  private final DockerClients clients;
  private final DockerCalls calls;
  private final DockerContainers containers;
  private final ScriptReply reply = new ScriptReply();
  private final ScriptReply diagnosis = new ScriptReply();
  private final CompletableFuture<ScriptResult> result = new CompletableFuture<>();
  private volatile @Nullable Throwable error;
  private volatile boolean begun;

  ScriptStream(
      ScriptCall call,
      String exec,
      String doing,
      DockerClients clients,
      DockerCalls calls,
      DockerContainers containers) {
    this.call = call;
    this.exec = exec;
    this.doing = doing;
    this.clients = clients;
    this.calls = calls;
    this.containers = containers;
    result.whenComplete(
        (value, problem) -> {
          if (problem instanceof CancellationException) {
            closeQuietly();
          }
        });
  }

  CompletableFuture<ScriptResult> result() {
    return result;
  }

  @Override
  public void onStart(Closeable stream) {
    begun = true;
    super.onStart(stream);
  }

  /** Gives the stream up if the engine has not even begun it: nothing else bounds that. */
  void failIfNotStarted() {
    if (!begun) {
      fail(Reason.UNREACHABLE, "the engine did not begin it in time", null);
    }
  }

  @Override
  public void onNext(Frame frame) {
    if (result.isDone()) {
      return;
    }
    if (frame.getStreamType() == StreamType.STDERR) {
      diagnosis.append(frame.getPayload());
      return;
    }
    reply.append(frame.getPayload());
    reply.answer().ifPresent(this::finish);
  }

  private void finish(ScriptReply.Answer answer) {
    if (answer instanceof ScriptReply.Answer.Finished done) {
      result.complete(new ScriptResult.Finished(done.exitCode(), done.output(), done.parameters()));
    } else if (answer instanceof ScriptReply.Answer.Lost lost) {
      result.complete(new ScriptResult.Lost(lost.reason()));
    } else if (answer instanceof ScriptReply.Answer.NotStarted no && no.reason().equals("input")) {
      fail(Reason.UNREACHABLE, "the parameters did not arrive in the container", null);
    } else if (answer instanceof ScriptReply.Answer.NotStarted no) {
      boolean full = diagnosis.rest().contains("No space left");
      fail(full ? Reason.NO_CAPACITY : Reason.REFUSED, no.reason() + said(), null);
    } else {
      fail(Reason.REFUSED, "it left more than 1 MB of properties", null);
    }
  }

  private String said() {
    String said = DockerErrors.oneLine((reply.rest() + " " + diagnosis.rest()).strip());
    return said.isEmpty() ? "" : " (" + said + ")";
  }

  private void fail(Reason reason, String why, @Nullable Throwable cause) {
    result.completeExceptionally(
        new HostException(reason, "Cannot " + doing + ": " + why + ".", cause));
  }

  @Override
  public void onError(Throwable throwable) {
    error = throwable;
    end();
    closeQuietly();
  }

  @Override
  public void onComplete() {
    end();
    super.onComplete();
  }

  /** Runs on the stream's own thread; closing the stream interrupts that, and so comes later. */
  private void end() {
    if (result.isDone()) {
      return;
    }
    try {
      diagnoseMissingReply();
    } catch (RuntimeException e) {
      // Whatever the error is, the caller waits for a result.
      result.completeExceptionally(e);
    }
  }

  private void diagnoseMissingReply() {
    Throwable problem = error;
    if (problem != null
        && DockerErrors.find(problem, ConnectionRequestTimeoutException.class) != null) {
      fail(Reason.BUSY, "too many scripts are running", problem);
      return;
    }
    InspectExecResponse state = execState();
    Optional<Integer> exitCode = exitCode(state);
    int looks = exitCode.isPresent() ? DEATH_TRIES : 1;
    for (int look = 0; look < looks; look++) {
      Optional<ContainerView> container = containers.find(call.containerId());
      if (container.isEmpty()) {
        result.complete(new ScriptResult.Lost("the container was removed meanwhile"));
        return;
      }
      if (!container.get().running()) {
        String reason = "the container ended with exit code " + container.get().exitCode();
        result.complete(new ScriptResult.Lost(reason));
        return;
      }
      int code = exitCode.orElse(0);
      if (code == NOT_EXECUTABLE || code == NOT_FOUND) {
        failWithoutShell(problem);
        return;
      }
      // An exec that is over without a reply was killed, mostly together with its container.
      if (look < looks - 1) {
        Pause.sleep(PAUSE);
      }
    }
    if (problem != null && isRefusal(state, problem)) {
      fail(Reason.REFUSED, "the engine refused: " + DockerErrors.describe(problem), problem);
      return;
    }
    fail(Reason.UNREACHABLE, "the connection broke while it ran" + said(), problem);
  }

  private void failWithoutShell(@Nullable Throwable problem) {
    if (containers.restartIfNeverBegun(call.containerId())) {
      fail(Reason.UNREACHABLE, "the container had not begun and was started again", problem);
    } else {
      fail(Reason.REFUSED, "the container cannot run /bin/sh" + said(), problem);
    }
  }

  /** Whether the engine answered with an error and has not begun the exec. */
  private static boolean isRefusal(@Nullable InspectExecResponse state, Throwable problem) {
    return state != null
        && !Boolean.TRUE.equals(state.isRunning())
        && state.getExitCodeLong() == null
        && DockerErrors.find(problem, DockerException.class) != null;
  }

  /** The exit code of the exec if it is over. */
  private static Optional<Integer> exitCode(@Nullable InspectExecResponse state) {
    if (state == null) {
      return Optional.of(-1);
    }
    Long code = state.getExitCodeLong();
    return Boolean.TRUE.equals(state.isRunning()) || code == null
        ? Optional.empty()
        : Optional.of(code.intValue());
  }

  /** The exec as it is now; null where the engine has forgotten it. */
  private @Nullable InspectExecResponse execState() {
    return calls
        .call(
            doing,
            () -> {
              try {
                return Optional.of(clients.control().inspectExecCmd(exec).exec());
              } catch (NotFoundException e) {
                return Optional.<InspectExecResponse>empty();
              }
            })
        .orElse(null);
  }

  private void closeQuietly() {
    try {
      close();
    } catch (IOException e) {
      // The stream is over already.
    }
  }
}
