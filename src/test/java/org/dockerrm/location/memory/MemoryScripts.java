package org.dockerrm.location.memory;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.dockerrm.location.HostException;
import org.dockerrm.location.HostException.Reason;
import org.dockerrm.location.ScriptCall;
import org.dockerrm.location.ScriptCall.ParameterFile;
import org.dockerrm.location.ScriptProgress;
import org.dockerrm.location.ScriptResult;
import org.dockerrm.location.ScriptRunner;

/** The scripts of a host's containers. A script without a program succeeds and writes nothing. */
public final class MemoryScripts implements ScriptRunner {

  private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9-]{1,128}");
  private static final int PARAMETERS_LIMIT = 1 << 20;

  private final Map<String, Consumer<MemoryScript>> programs = new ConcurrentHashMap<>();
  private final List<ScriptCall> calls = new CopyOnWriteArrayList<>();
  private final Map<Run, MemoryScript> runs = new ConcurrentHashMap<>();
  private final Faults faults;
  private final MemoryContainers containers;

  private record Run(String containerId, String runId) {}

  MemoryScripts(Faults faults, MemoryContainers containers) {
    this.faults = faults;
    this.containers = containers;
  }

  /**
   * Says what a script does.
   *
   * @param path its absolute path in every container, or the last part of it without its extension
   * @param program called once for each run, on a thread of its own; may let the script go on
   */
  public void program(String path, Consumer<MemoryScript> program) {
    programs.put(path, program);
  }

  /** Lets every script succeed again. */
  public void clear() {
    programs.clear();
  }

  /** How the script of a container was called that began last. */
  public ScriptCall lastCall(String containerId) {
    return calls.stream()
        .filter(call -> call.containerId().equals(containerId))
        .reduce((one, next) -> next)
        .orElseThrow();
  }

  /** How often a script ran in a container. */
  public long runsOf(String script, String containerId) {
    return calls.stream()
        .filter(call -> call.containerId().equals(containerId) && name(call).equals(script))
        .count();
  }

  private static String name(ScriptCall call) {
    return call.script().replaceAll(".*/|\\.[a-z]+$", "");
  }

  /** Starts a script, or joins its run. */
  @Override
  public CompletableFuture<ScriptResult> run(ScriptCall call) {
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
    Consumer<MemoryScript> program =
        programs.getOrDefault(call.script(), programs.getOrDefault(name(call), it -> it.exit(0)));
    calls.add(call);
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

  @Override
  public Optional<ScriptResult.Finished> stop(
      String containerId, String runId, ParameterFile file) {
    return faults.callAlone(
        "stopScript",
        () ->
            script(containers.lookUp(containerId), runId)
                .map(
                    script -> {
                      script.exit(143);
                      return script.finished(143);
                    }));
  }

  @Override
  public Optional<ScriptProgress> progress(
      String containerId, String runId, ParameterFile file, long from) {
    return faults.callAlone(
        "scriptProgress",
        () ->
            script(containers.lookUp(containerId).filter(it -> !it.paused), runId)
                .map(script -> script.progress(from)));
  }

  private Optional<MemoryScript> script(Optional<MemoryContainer> container, String runId) {
    return container
        .filter(it -> it.running)
        .flatMap(it -> Optional.ofNullable(runs.get(new Run(it.id, runId))));
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
