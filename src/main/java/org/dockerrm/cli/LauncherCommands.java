package org.dockerrm.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/**
 * The commands that the launcher script carries out itself, since they work before anything is
 * built. They are known here for the overview, for completion and for misspelt names.
 */
final class LauncherCommands {

  private static final Map<String, String> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("up", "Starts the resource manager and returns when it is ready.");
    COMMANDS.put("down", "Stops the resource manager; containers run on.");
    COMMANDS.put("status", "Says whether the resource manager runs, and what is open.");
    COMMANDS.put("check", "Checks packages without a resource manager or a Docker engine.");
    COMMANDS.put("lint", "Checks process files without a resource manager.");
    COMMANDS.put("demo", "Leads a SIP service through its life.");
    COMMANDS.put("prune", "Removes images that packages have left on the engine.");
    COMMANDS.put("test", "Runs all tests on this machine's Docker engine.");
    COMMANDS.put("chaos", "Kills a resource manager repeatedly and audits what is left.");
    COMMANDS.put("fuzz", "Sends a resource manager random requests and checks every answer.");
    COMMANDS.put("help", "Shows all commands, or one: dockerrm help install.");
  }

  private LauncherCommands() {}

  /** What each does, by name. */
  static Map<String, String> descriptions() {
    return COMMANDS;
  }

  /** Takes any arguments and names the launcher. */
  @Command
  static final class Stub implements Runnable {

    @Unmatched private List<String> rest = new ArrayList<>();

    @Override
    public void run() {
      throw new CommandFailure(
          ExitCode.USAGE, "this command belongs to the launcher script", "Run: ./dockerrm up");
    }
  }
}
