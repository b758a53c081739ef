package org.dockerrm.location.memory;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.dockerrm.location.ContainerView;
import org.dockerrm.location.HostException;
import org.dockerrm.location.HostException.Reason;
import org.dockerrm.location.ScriptCall;
import org.dockerrm.location.ScriptProgress;
import org.dockerrm.location.ScriptResult;

/** The scripts of a host's containers. A script without a program succeeds and writes nothing. */
public final class MemoryScripts {

  private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9-]{1,128}");
  private static final int PARAMETERS_LIMIT = 1 << 20;

  private final Map<String, Consumer<MemoryScript>> programs = new ConcurrentHashMap<>();
  private final Map<Run, MemoryScript> runs = new ConcurrentHashMap<>();
  private final Faults faults;

  private record Run(String containerId, String runId) {}

  MemoryScripts(Faults faults) {
    this.faults = faults;
  }

  /**
   * Says what a script does.
   *
   * @param path its absolute path, in every container
   * @param program called once for each run, on a thread of its own; may let the script go on
   */
  public void program(String path, Consumer<MemoryScript> program) {
    programs.put(path, program);
  }

  /** Starts a script, or joins its run. */
  CompletableFuture<ScriptResult> run(ScriptCall call, MemoryContainers containers) {
    return faults.callAlone(
        "run",
        () -> {
          check(call);
          MemoryContainer container = containers.require(call.containerId());
          MemoryScript known = runs.get(new Run(container.id, call.runId()));
          return known == null ? begin(container, call).join() : known.join();
        });
  }

  private MemoryScript begin(MemoryContainer container, ScriptCall call) {
    if (!container.running) {
      throw refused("container " + container.name + " does not run");
    }
    MemoryScript script = new MemoryScript(call);
    runs.put(new Run(container.id, call.runId()), script);
    Consumer<MemoryScript> program = programs.getOrDefault(call.script(), it -> it.exit(0));
    CompletableFuture.runAsync(() -> program.accept(script));
    return script;
  }

  private static void check(ScriptCall call) {
    if (!RUN_ID.matcher(call.runId()).matches()) {
      throw refused("a run id is up to 128 letters, digits and hyphens");
    }
    if (!call.script().startsWith("/")) {
      throw refused("a script is named by its absolute path");
    }
    if (call.parameters().getBytes(StandardCharsets.UTF_8).length > PARAMETERS_LIMIT) {
      throw refused("its parameters are larger than 1 MB");
    }
  }

  private static HostException refused(String why) {
    return new HostException(Reason.REFUSED, "Cannot run a script: " + why + ".");
  }

  Optional<ScriptResult.Finished> stop(Optional<ContainerView> container, String runId) {
    return faults.callAlone(
        "stopScript",
        () ->
            script(container, runId)
                .map(
                    script -> {
                      script.exit(143);
                      return script.finished(143);
                    }));
  }

  Optional<ScriptProgress> progress(Optional<ContainerView> container, String runId, long from) {
    return faults.callAlone(
        "scriptProgress",
        () ->
            script(container.filter(it -> !it.paused()), runId)
                .map(script -> script.progress(from)));
  }

  private Optional<MemoryScript> script(Optional<ContainerView> container, String runId) {
    return container
        .filter(ContainerView::running)
        .flatMap(it -> Optional.ofNullable(runs.get(new Run(it.id(), runId))));
  }

  /** The container of these runs is gone. */
  void lose(String containerId, String why) {
    runs.forEach(
        (run, script) -> {
          if (run.containerId().equals(containerId)) {
            script.end(new ScriptResult.Lost(why));
          }
        });
  }

  void cutOff(HostException why) {
    runs.values().forEach(script -> script.cutOff(why));
  }
}
