package org.dockerrm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.SharedManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code dev} as a process of its own, which is ended from outside. */
class DevCommandIT {

  private static final Manager MANAGER = SharedManager.get();
  private static final String TYPE = "resource::developed::1.0";

  @TempDir private Path temporary;

  @AfterEach
  void clean() {
    Docker.attempt("rmi", "dockerrm_developed:1.0", "dockerrm_developed:latest");
  }

  @Test
  void keepsAnInstanceUpToDateAndRemovesItAtTheEnd() throws Exception {
    Path directory = temporary.resolve("developed");
    Path printed = temporary.resolve("printed");
    write(directory, "echo first version");
    Process dev = dev(directory, printed);
    try {
      awaitPrinted(printed, "first version", "Start of dev-developed COMPLETED");
      assertThat(instances()).hasSize(1);
      String first = Json.text(instances().get(0), "resourceId");

      write(directory, "echo second version; exit 3");
      awaitPrinted(printed, "second version", "FAILED", "SCRIPT_FAILED");
      write(directory, "echo third version");
      awaitPrinted(printed, "third version");
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  instances().size() == 1
                      && Json.text(instances().get(0), "resourceState").equals("Active"));
      assertThat(Json.text(instances().get(0), "resourceId")).isNotEqualTo(first);

      Files.writeString(directory.resolve("resource.yml"), "name: [\n");
      awaitPrinted(printed, "resource.yml:");
    } finally {
      // SIGTERM rather than SIGINT, which a process in the background may ignore.
      dev.destroy();
      if (!dev.waitFor(60, TimeUnit.SECONDS)) {
        dev.destroyForcibly();
      }
    }
    assertThat(dev.exitValue()).as(Files.readString(printed)).isEqualTo(143);
    assertThat(instances()).isEmpty();
    assertThat(client().get("/types/" + TYPE).status()).isEqualTo(404);
  }

  private static Process dev(Path directory, Path printed) throws Exception {
    ProcessBuilder dev =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Dockerrm.class.getName(),
                "dev",
                directory.toString(),
                "-l",
                MANAGER.location())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile());
    dev.environment().put("DOCKERRM_URL", client().base().toString());
    return dev.start();
  }

  private static void awaitPrinted(Path printed, String... parts) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(Files.readString(printed)).contains(parts));
  }

  private static void write(Path directory, String script) throws Exception {
    Files.createDirectories(directory.resolve("lifecycle"));
    Files.writeString(
        directory.resolve("resource.yml"),
        "name: " + TYPE + "\nlifecycle: [Install, Start, Stop, Uninstall]\n");
    Files.writeString(
        directory.resolve("Dockerfile"),
        "FROM dockerrm_baseimage\nCOPY lifecycle /opt/lifecycle\nRUN chmod 755 /opt/lifecycle/*.sh\n");
    Files.writeString(
        directory.resolve("lifecycle/lifecycle.yaml"),
        "version: 1\nlifecycle:\n  start: /opt/lifecycle/start.sh\n"
            + "  install: /opt/lifecycle/nothing.sh\n  stop: /opt/lifecycle/nothing.sh\n"
            + "  uninstall: /opt/lifecycle/nothing.sh\n");
    Files.writeString(directory.resolve("lifecycle/nothing.sh"), "#!/bin/bash\n");
    Files.writeString(directory.resolve("lifecycle/start.sh"), "#!/bin/bash\n" + script + "\n");
  }

  private static JsonNode instances() {
    return client().get("/topology/instances?type=" + TYPE).json().get("items");
  }

  private static RmClient client() {
    return MANAGER.client();
  }
}
