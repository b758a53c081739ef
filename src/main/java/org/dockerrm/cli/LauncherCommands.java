package org.dockerrm.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/**
 * The commands that the launcher script carries out itself, since they work before anything is
 * built: they are known here for the overview, for help, for completion and for misspelt names. And
 * the ones that it uses once this program is built.
 */
final class LauncherCommands {

  private static final Map<String, String> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put(
        "up",
        """
        Starts the resource manager and returns when it is ready.
        Finds or installs what is missing (a JDK 17 or newer, Maven, a Docker engine, the base image),
        builds the jars where sources have changed, starts the manager in the background and waits
        until it answers. Where it runs already, nothing happens. Ctrl-C undoes what was begun.
        Tools are installed only as root on Debian or Ubuntu; elsewhere it prints what to do.

          DOCKERRM_DATA          data directory (default: data)
          DOCKERRM_PORT          port (default: 8081)
          DOCKERRM_ADDRESS       address to listen on (default: 127.0.0.1)
          DOCKERRM_METRIC_PORT   port that instances post metrics to (default: 8082)
          DOCKERRM_CONFIG        directory of config.yml, locations.yml, logging.yml (default: config)
          DOCKERRM_DB_URL        JDBC URL of a PostgreSQL database, with DOCKERRM_DB_USER and
                                 DOCKERRM_DB_PASSWORD (default: an H2 file in the data directory)
          DOCKERRM_JAVA_OPTIONS  options for the Java process, for instance -Xmx1g
          DOCKER_HOST            the Docker engine (default: unix:///var/run/docker.sock)
        """);
    COMMANDS.put(
        "down",
        """
        Stops the resource manager; containers and the Docker engine run on.
        Asks the process to end, waits up to 20 seconds, then kills it. Its state is in the data
        directory, and the next "up" continues with it.
        """);
    COMMANDS.put(
        "check",
        """
        Checks packages without a resource manager or a Docker engine.
        dockerrm check DIR|FILE...: a package's directory, a directory of packages, or a descriptor
        alone. Prints what onboarding would report, as FILE:LINE: error: MESSAGE (or warning:), and a
        summary. Builds the jar first where it is missing or sources have changed.
        Exit code 0: no errors; 1: errors; 2: something else than that was named.
        """);
    COMMANDS.put(
        "lint",
        """
        Checks process files (BPMN) without a resource manager.
        dockerrm lint FILE...: prints what deploying them as default processes would report, as
        FILE: ELEMENT: rule N: MESSAGE. The processes of a package are checked by "check".
        Exit code 0: no findings; 1: findings; 2: something else than process files was named.
        """);
    COMMANDS.put(
        "test",
        """
        Runs the tests on this machine's Docker engine, in less than 25 minutes on two cores.
        dockerrm test --all: with the tests that have the tag "long" (faults at every engine call,
        floods, fuzzing, retention, long scripts, the commands of the documents).
        Finds or installs what "up" does, and Chromium and Compose, then runs "mvn verify". Other
        arguments are passed on to Maven: dockerrm test -Dtest='Catalog*' -DskipITs
        """);
    COMMANDS.put(
        "chaos",
        """
        Kills a resource manager repeatedly while it works, and audits what is left.
        dockerrm chaos [--kills N] [--seed S] [--victim manager|broker|engine|database]: six clients
        keep a manager of the test's own busy; it, or the Kafka broker, Docker engine or PostgreSQL
        that it uses, each one of the test's own, is killed N times (default 25) at random moments and
        started again. In the end every accepted request must have ended, every script must have run
        once, inventory and engine must agree, and Kafka must have every message, in order.
        """);
    COMMANDS.put(
        "fuzz",
        """
        Sends a resource manager random requests and checks every answer.
        dockerrm fuzz [--requests N] [--seed S]: N requests (default 20000) go to a manager of the
        test's own: valid and invalid ones for every operation of the API's description, and packages
        with malformed archives, descriptors, processes and container settings. None may end in a
        failure, without an answer, or with an answer that is not described. Each that does is printed
        with its number and a curl command. A seed repeats the requests.
        """);
    COMMANDS.put(
        "help",
        """
        Shows all commands, or one: dockerrm help install.
        """);
  }

  private LauncherCommands() {}

  /** What each does, by name; the first line is for the overview. */
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

  /** Waits for what the launcher has started. */
  @Command(
      name = "ready",
      hidden = true,
      description = "Waits until a manager process is ready, or a type is published.")
  static final class Ready implements Runnable {

    private final Session session;

    @Option(names = "--process", paramLabel = "PID")
    private String pid = "";

    @Option(names = "--type", paramLabel = "TYPE")
    private String type = "";

    Ready(Session session) {
      this.session = session;
    }

    @Override
    public void run() {
      if (!pid.isEmpty()) {
        new Readiness(session.client(), new Ports()).await(pid);
      }
      if (!type.isEmpty()) {
        PublishedType.await(session.client(), type, session.console()::say);
      }
    }
  }

  /** Names the process that listens on a port. */
  @Command(
      name = "port-owner",
      hidden = true,
      description = "Prints which process listens on a port of this machine.")
  static final class PortOwner implements Runnable {

    private final Session session;

    @Parameters(paramLabel = "PORT")
    private int port;

    PortOwner(Session session) {
      this.session = session;
    }

    @Override
    public void run() {
      String unknown = "another process (which one, only its owner or root can see)";
      session.console().say(new Ports().owner(port).orElse(unknown));
    }
  }
}
