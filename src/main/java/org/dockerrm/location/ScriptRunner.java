package org.dockerrm.location;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.dockerrm.location.ScriptCall.ParameterFile;

/** The scripts in the containers of a host. */
public interface ScriptRunner {

  /**
   * Starts a script in a running container and does not wait for it. Calling again with the same
   * {@link ScriptCall#runId} never runs the script twice: the call joins the earlier run and
   * delivers its result.
   *
   * @return completed with the result when the script has ended; completed exceptionally with a
   *     {@link HostException} when the host was lost from sight meanwhile (call again to join)
   */
  CompletableFuture<ScriptResult> run(ScriptCall call);

  /**
   * Ends a script that is under way, and the processes of its group: asks them, and kills what is
   * left after five seconds. A script that has ended, a container that is gone or does not run:
   * success.
   *
   * @param file the properties file that it was run with
   * @return what it wrote until then, and the properties file; its exit code means nothing. Empty
   *     where it never began or its container does not run
   */
  Optional<ScriptResult.Finished> stop(String containerId, String runId, ParameterFile file);

  /**
   * What a script has written so far, whether or not it has ended. Bounded in time and size.
   *
   * @param file the properties file that it was run with
   * @param from how many bytes of its output are known already
   * @return empty where its container does not run, or what it tells is incomplete
   */
  Optional<ScriptProgress> progress(
      String containerId, String runId, ParameterFile file, long from);
}
