package org.dockerrm.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a package that works, for a developer to change. */
@Command(
    name = "new",
    description = {
      "Writes a package that works at once.",
      "It is a small web server with a health check, a metric, a policy and an operation. Change it,",
      "check it, and send it with: dockerrm onboard NAME"
    })
final class NewCommand implements Callable<Integer> {

  private static final List<String> FILES =
      List.of(
          "resource.yml",
          "Dockerfile",
          "software/page.py",
          "lifecycle/lifecycle.yaml",
          "lifecycle/configure.sh",
          "lifecycle/start.sh",
          "lifecycle/stop.sh",
          "lifecycle/healthy.sh",
          "operations/operations.yaml",
          "operations/count_visits.sh");

  private final Session session;

  @Parameters(
      paramLabel = "NAME",
      description = "Name of the type, resource::NAME::1.0: small letters, digits and '-'.")
  private String name = "";

  @Option(
      names = {"-d", "--directory"},
      paramLabel = "DIR",
      description = "Where it is written (default: a new directory NAME).")
  private @Nullable Path directory;

  NewCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    if (!name.matches("[a-z][a-z0-9-]{0,62}")) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "'" + name + "' cannot be the name of a type",
          "Use small letters, digits and '-', and begin with a letter");
    }
    Path target = directory == null ? Path.of(name) : directory;
    if (Files.exists(target)) {
      throw new CommandFailure(
          ExitCode.USAGE, target + " exists already", "Choose another directory with --directory");
    }
    for (String file : FILES) {
      write(target.resolve(file), template(file));
    }
    session.console().say("The package is in " + target + ". Next:");
    session.console().say("  dockerrm check " + target);
    session.console().say("  dockerrm onboard " + target);
    session.console().say("  dockerrm install " + name + " --name first --wait");
    return ExitCode.DONE.value();
  }

  private static void write(Path file, String content) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, content);
    if (content.startsWith("#!") && !file.toFile().setExecutable(true)) {
      throw new IOException(file + " cannot be made executable");
    }
  }

  private String template(String file) throws IOException {
    try (InputStream in = NewCommand.class.getResourceAsStream("package/" + file)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its template " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("NAME", name);
    }
  }
}
