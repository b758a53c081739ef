package org.dockerrm.location.memory;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.dockerrm.location.HostException;
import org.dockerrm.location.ScriptCall;
import org.dockerrm.location.ScriptProgress;
import org.dockerrm.location.ScriptResult;
import org.jspecify.annotations.Nullable;

/** One run of a script, which a test's program drives. */
public final class MemoryScript {

  private final ScriptCall call;
  private final StringBuilder output = new StringBuilder();
  private final List<CompletableFuture<ScriptResult>> callers = new ArrayList<>();
  private String parameters;
  private @Nullable ScriptResult result;

  MemoryScript(ScriptCall call) {
    this.call = call;
    this.parameters = call.parameters();
  }

  /** How it was called. */
  public ScriptCall call() {
    return call;
  }

  /** Writes to its standard output. */
  public synchronized MemoryScript write(String text) {
    output.append(text);
    return this;
  }

  /** Replaces its properties file (YAML). */
  public synchronized MemoryScript setParameters(String yaml) {
    parameters = yaml;
    return this;
  }

  /** Ends it; one that has ended stays as it is. */
  public synchronized void exit(int code) {
    end(finished(code));
  }

  /** What it wrote, with its properties file. */
  synchronized ScriptResult.Finished finished(int code) {
    return new ScriptResult.Finished(
        code, new String(tail(written()), StandardCharsets.UTF_8), parameters);
  }

  synchronized void end(ScriptResult how) {
    if (result == null) {
      result = how;
      callers.forEach(caller -> caller.complete(how));
    }
  }

  synchronized CompletableFuture<ScriptResult> join() {
    CompletableFuture<ScriptResult> caller = new CompletableFuture<>();
    if (result != null) {
      caller.complete(result);
    } else {
      callers.add(caller);
    }
    return caller;
  }

  /** Its callers cannot see it any more; it goes on. */
  synchronized void cutOff(HostException why) {
    callers.forEach(caller -> caller.completeExceptionally(why));
    callers.clear();
  }

  synchronized ScriptProgress progress(long from) {
    byte[] all = written();
    int start =
        (int) Math.min(Math.max(from, all.length - ScriptResult.LONGEST_OUTPUT), all.length);
    return new ScriptProgress(start, Arrays.copyOfRange(all, start, all.length), parameters);
  }

  private byte[] written() {
    return output.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] tail(byte[] all) {
    return Arrays.copyOfRange(
        all, Math.max(0, all.length - ScriptResult.LONGEST_OUTPUT), all.length);
  }
}
