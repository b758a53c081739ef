package org.dockerrm.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options of every command, and what follows from them. */
final class Session {

  private static final String DEFAULT_SERVER = "http://localhost:8081";

  private final Console console;

  @Option(
      names = "--server",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description =
          "The resource manager to talk to (default: DOCKERRM_URL, else http://localhost:8081).")
  private @Nullable String server;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      scope = ScopeType.INHERIT,
      description = "How results are printed: table, json, yaml or name (default: table).")
  private Format format = Format.TABLE;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  private boolean help;

  private @Nullable ManagerClient client;

  Session(Console console) {
    this.console = console;
  }

  Console console() {
    return console;
  }

  /** The manager that the options and the environment name. */
  ManagerClient client() {
    ManagerClient known = client;
    if (known == null) {
      String url = server == null ? environment("DOCKERRM_URL") : server;
      known = new ManagerClient(url.isEmpty() ? DEFAULT_SERVER : url);
      client = known;
    }
    return known;
  }

  /**
   * Process id of the manager of the launcher's directory, empty where it does not run; nothing
   * where another manager is meant.
   */
  Optional<String> processHere() {
    return server == null
        ? Optional.ofNullable(console.environment().get("DOCKERRM_PID"))
        : Optional.empty();
  }

  /** The option that names the manager in a command to type; empty for the one of the directory. */
  String serverOption() {
    return processHere().isPresent() ? "" : " --server " + client().base();
  }

  /** A variable of the environment; empty where it is not set. */
  String environment(String name) {
    return console.environment().getOrDefault(name, "");
  }

  /** Where the manager of this directory has its data. */
  Path dataDirectory() {
    String named = environment("DOCKERRM_DATA");
    return Path.of(named.isEmpty() ? "data" : named);
  }

  Names names() {
    return new Names(client());
  }

  Printer printer() {
    return new Printer(console, format);
  }
}
