package org.dockerrm.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.dockerrm.spelling.Similar;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program {@code dockerrm}: a client of a resource manager's REST API. */
@Command(
    name = "dockerrm",
    description = "The command line of the Docker Resource Manager.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 done, 1 the request failed, 2 the command line is wrong,",
      "3 the resource manager refused it, 4 no resource manager answers.",
      "More about one command: dockerrm help COMMAND"
    })
public final class Dockerrm {

  @Mixin private final Session session;

  Dockerrm(Session session) {
    this.session = session;
  }

  /** Runs one command; the process ends with its {@link ExitCode}. */
  public static void main(String[] arguments) {
    Console console =
        new Console(
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
            new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
            System.getenv());
    System.exit(run(console, arguments));
  }

  /** Runs one command and returns the exit code. */
  static int run(Console console, String... arguments) {
    String[] given = withHelp(arguments);
    return program(console, command(given)).execute(given);
  }

  /**
   * The first argument that is neither an option nor an option's value; empty where there is none.
   */
  private static String command(String... arguments) {
    for (int i = 0; i < arguments.length; i++) {
      if (!arguments[i].startsWith("-")) {
        return arguments[i];
      }
      if (arguments[i].matches("--server|-o|--output")) {
        i++;
      }
    }
    return "";
  }

  /** {@code help} and {@code help COMMAND} are other words for {@code --help}. */
  private static String[] withHelp(String... arguments) {
    if (arguments.length == 0) {
      return new String[] {"--help"};
    }
    if (!arguments[0].equals("help")) {
      return arguments;
    }
    List<String> rest = new ArrayList<>(List.of(arguments).subList(1, arguments.length));
    rest.add("--help");
    return rest.toArray(String[]::new);
  }

  /** The program with the command of that name, or with the overview where there is none of it. */
  private static CommandLine program(Console console, String name) {
    Session session = new Session(console);
    Commands commands = new Commands(session);
    CommandLine program = new CommandLine(new Dockerrm(session));
    if (!commands.addTo(program, name)) {
      commands.describeTo(program);
    }
    return program
        .setOut(new PrintWriter(console.out(), true))
        .setErr(new PrintWriter(console.err(), true))
        .setUsageHelpWidth(100)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((wrong, given) -> usage(console, wrong))
        .setExecutionExceptionHandler((thrown, line, parsed) -> failed(console, thrown));
  }

  private static int usage(Console console, ParameterException wrong) {
    List<String> remedies = new ArrayList<>();
    String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
    if (wrong instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      String word = unmatched.getUnmatched().get(0);
      Similar.to(word, wrong.getCommandLine().getSubcommands().keySet())
          .ifPresent(name -> remedies.add("Did you mean: " + command + " " + name));
    }
    remedies.add("See: " + command + " --help");
    console.complain(
        new CommandFailure(ExitCode.USAGE, String.valueOf(wrong.getMessage()), remedies));
    return ExitCode.USAGE.value();
  }

  private static int failed(Console console, Exception thrown) throws Exception {
    if (thrown instanceof CommandFailure failure) {
      console.complain(failure);
      for (Throwable suppressed : failure.getSuppressed()) {
        console.err().println("then: " + Console.clean(String.valueOf(suppressed.getMessage())));
      }
      return failure.code().value();
    }
    throw thrown;
  }
}
