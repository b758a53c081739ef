package org.dockerrm.location;

import java.util.Map;

/**
 * A script to be run in a container, with the properties file it reads and may change.
 *
 * @param containerId the container
 * @param runId names this run for ever: the same id never runs twice; letters, digits and {@code -}
 * @param script absolute path of the script inside the container
 * @param file which properties file the parameters are written to
 * @param parameters the properties file's content (YAML)
 * @param environment environment variables for the script
 * @param trial whether the file is to be as before where the script fails
 */
public record ScriptCall(
    String containerId,
    String runId,
    String script,
    ParameterFile file,
    String parameters,
    Map<String, String> environment,
    boolean trial) {

  /** Copies the environment. */
  public ScriptCall {
    environment = Map.copyOf(environment);
  }

  /** The properties files of a container. */
  public enum ParameterFile {
    /** {@code /opt/rmparams}: the instance's properties. */
    LIFECYCLE("/opt/rmparams"),
    /** {@code /opt/opparams}: the properties of the operation that runs. */
    OPERATION("/opt/opparams");

    private final String path;

    ParameterFile(String path) {
      this.path = path;
    }

    /** Absolute path inside the container. */
    public String path() {
      return path;
    }
  }
}
