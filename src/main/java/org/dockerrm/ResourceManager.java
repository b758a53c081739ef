package org.dockerrm;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.dockerrm.catalog.packages.PackageCheckCommand;
import org.dockerrm.config.ConfigDirectory;
import org.dockerrm.workflow.deployment.ProcessLint;
import org.dockerrm.workflow.engine.ProcessTrial;
import org.slf4j.helpers.NOP_FallbackServiceProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The resource manager as a process: one Spring Boot application. */
@SpringBootApplication
public class ResourceManager {

  /**
   * Starts the resource manager; settings come from {@code config/} and the environment. Where they
   * are wrong, every finding is one line on the standard error and the process exits with 78.
   *
   * <p>With {@code check PATH...} it only checks packages, see {@link PackageCheckCommand}; with
   * {@code lint FILE...} it only checks processes, see {@link ProcessLint}.
   */
  public static void main(String[] arguments) {
    String first = arguments.length == 0 ? "" : arguments[0];
    if (first.equals("check") || first.equals("lint")) {
      System.exit(check(first, Arrays.asList(arguments).subList(1, arguments.length)));
    }
    SpringApplication application = new SpringApplication(ResourceManager.class);
    application.addInitializers(context -> ConfigDirectory.check(context.getEnvironment()));
    application.run(arguments);
  }

  private static int check(String command, List<String> paths) {
    // Nothing but the findings is to be seen, and setting up a log would take the longest.
    System.setProperty("slf4j.internal.verbosity", "WARN");
    System.setProperty("slf4j.provider", NOP_FallbackServiceProvider.class.getName());
    PrintStream output =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    if (command.equals("lint")) {
      return ProcessLint.run(paths, output, System.err);
    }
    try (ProcessTrial processes = new ProcessTrial()) {
      return PackageCheckCommand.run(paths, processes, output, System.err);
    }
  }
}
