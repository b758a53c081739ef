package org.dockerrm.location.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HealthCheck;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs the health checks of containers beside the engine, which does so at its intervals only. */
final class DockerChecks {

  private final DockerClients clients;
  private final DockerCalls calls;

  DockerChecks(DockerClients clients, DockerCalls calls) {
    this.clients = clients;
    this.calls = calls;
  }

  CompletableFuture<Boolean> run(String container) {
    String doing = "check the health of container " + DockerNames.shown(container);
    HealthCheck check =
        calls
            .call(
                doing,
                () ->
                    Optional.ofNullable(
                        DockerViews.present(
                                "Config",
                                clients.control().inspectContainerCmd(container).exec().getConfig())
                            .getHealthcheck()))
            .orElse(null);
    List<String> command = command(check);
    if (check == null || command.isEmpty()) {
      return CompletableFuture.completedFuture(true);
    }
    String exec =
        calls.call(
            doing,
            () ->
                clients
                    .control()
                    .execCreateCmd(container)
                    .withCmd(command.toArray(String[]::new))
                    .withAttachStdout(true)
                    .withAttachStderr(true)
                    .exec()
                    .getId());
    Check running = new Check(doing, exec);
    calls.run(doing, () -> clients.streaming().execStartCmd(exec).exec(running));
    calls.later(DockerHealth.timeout(check), running::giveUp);
    return running.result;
  }

  private static List<String> command(@Nullable HealthCheck check) {
    List<String> test = check == null ? null : check.getTest();
    if (test == null || test.size() < 2) {
      return List.of();
    }
    List<String> rest = test.subList(1, test.size());
    return switch (test.get(0)) {
      case "CMD" -> rest;
      case "CMD-SHELL" -> Stream.concat(Stream.of("/bin/sh", "-c"), rest.stream()).toList();
      default -> List.of();
    };
  }

  /** One run of a check; what it prints is of no interest. */
  private final class Check extends ResultCallback.Adapter<Frame> {

    private final String doing;
    private final String exec;
    private final CompletableFuture<Boolean> result = new CompletableFuture<>();

    Check(String doing, String exec) {
      this.doing = doing;
      this.exec = exec;
    }

    @Override
    public void onComplete() {
      try {
        Long code =
            calls.call(
                doing,
                () ->
                    Optional.ofNullable(
                            clients.control().inspectExecCmd(exec).exec().getExitCodeLong())
                        .orElse(-1L));
        result.complete(code == 0);
      } catch (RuntimeException e) {
        result.completeExceptionally(e);
      }
      super.onComplete();
    }

    @Override
    public void onError(Throwable error) {
      result.completeExceptionally(calls.errors().translate(doing, error));
      super.onError(error);
    }

    void giveUp() {
      if (result.completeExceptionally(new TimeoutException())) {
        try {
          close();
        } catch (IOException e) {
          // The stream is over already.
        }
      }
    }
  }
}
