package org.dockerrm.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How the built jar is run.
 *
 * @param options what stands between {@code java} and the manager's own arguments
 */
public record ManagerJar(List<String> options) {

  private static final Path BUILT = Path.of("target/dockerrm.jar");
  private static final File LOG = new File("target/manager-process.log");

  private static @Nullable Path extracted;

  /** Copies the options. */
  public ManagerJar {
    options = List.copyOf(options);
  }

  /** The jar, taken apart: it is the same program, and its classes are found in less time. */
  public static ManagerJar asBuilt() {
    return running(extracted());
  }

  /**
   * The same with an archive of its loaded classes: it starts in a third of the time. The home is
   * one to start and stop it on once, for the archive.
   */
  public static ManagerJar startingFast(Manager home) {
    Path jar = extracted();
    Path archive = jar.resolveSibling("classes.jsa");
    ManagerProcess.start(home, running(jar, "-XX:ArchiveClassesAtExit=" + archive)).stop();
    assertThat(archive).as("its stop makes it").isRegularFile();
    return running(jar, "-XX:SharedArchiveFile=" + archive);
  }

  /** Once for each Java process; they run at the same time. */
  private static synchronized Path extracted() {
    if (extracted == null) {
      assertThat(BUILT).as("mvn package makes it").isRegularFile();
      Path directory = Path.of("target/extracted-" + Integer.getInteger("surefire.forkNumber", 0));
      run(
          "-Djarmode=tools",
          "-jar",
          BUILT.toString(),
          "extract",
          "--force",
          "--destination",
          directory.toString());
      extracted = directory.resolve("dockerrm.jar");
    }
    return extracted;
  }

  /** The same with another limit for the heap, in Java's words. */
  public ManagerJar within(String heap) {
    List<String> all = new ArrayList<>();
    options.forEach(option -> all.add(option.startsWith("-Xmx") ? "-Xmx" + heap : option));
    return new ManagerJar(all);
  }

  /** Runs the manager with these arguments of its own. */
  Process run(List<String> arguments) {
    List<String> all = new ArrayList<>(options);
    all.addAll(arguments);
    return JavaProcess.start(all, LOG);
  }

  private static ManagerJar running(Path jar, String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(
        List.of(
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx512m"));
    all.addAll(List.of("-jar", jar.toString()));
    return new ManagerJar(all);
  }

  private static void run(String... options) {
    Process process = new ManagerJar(List.of(options)).run(List.of());
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("java ends").isTrue();
      assertThat(process.exitValue()).as("java's exit code, see %s", LOG).isZero();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
