package org.dockerrm.location;

import java.nio.charset.StandardCharsets;

/** How a script's run ended. */
public sealed interface ScriptResult {

  /** Of what a script wrote, the last bytes that are kept. */
  int LONGEST_OUTPUT = 64 * 1024;

  /**
   * The script ran to its end.
   *
   * @param exitCode 0 is success
   * @param output standard output and error together, the last 64 KiB
   * @param parameters the properties file as the script left it (YAML)
   */
  record Finished(int exitCode, String output, String parameters) implements ScriptResult {

    /** Whether the beginning of the output may be missing. */
    public boolean isCut() {
      return output.getBytes(StandardCharsets.UTF_8).length > LONGEST_OUTPUT - 4;
    }
  }

  /**
   * The script began, and how it ended cannot be known any more: its container stopped, was
   * restarted or removed meanwhile.
   *
   * @param reason what happened, fit for operators
   */
  record Lost(String reason) implements ScriptResult {}

  /**
   * The script cannot run, or what it left cannot be read, and trying again changes nothing.
   *
   * @param failure why; never transient
   */
  record Refused(HostException failure) implements ScriptResult {}
}
