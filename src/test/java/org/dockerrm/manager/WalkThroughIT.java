package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.dockerrm.support.Docker;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.SharedManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/** The package of docs/package-your-software.md, made of the page's own files. */
class WalkThroughIT {

  private static final Pattern FILE =
      Pattern.compile(
          "^`sip-server/([^`]+)`\\n\\n```\\w+\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);
  private static final String PORT_OF_NOTHING_ELSE = "5070";

  private final Path directory = SharedManager.get().home().resolve("csars/walkthrough");

  @AfterEach
  void clean() throws IOException {
    Docker.clean(SharedManager.get().location());
    FileSystemUtils.deleteRecursively(directory);
    SharedManager.get().client().put("/onboarding");
  }

  @Test
  void thePackageOfThePageLivesThroughAllThatThePageDoes() throws IOException {
    writePackage();
    String type = "resource::walkthrough::0.1";
    RmClient rm = SharedManager.get().client();
    rm.put("/onboarding");
    rm.awaitPublished(type);

    String id = rm.install(type, Map.of("port", PORT_OF_NOTHING_ELSE));
    rm.complete(type, "Start", id, Map.of());
    rm.complete(type, "Integrity", id, Map.of());
    JsonNode instance = rm.instance(id);
    assertThat(instance.at("/resourceState").asText()).isEqualTo("Active");
    assertThat(instance.at("/properties/contact").asText())
        .matches("sip:[0-9.]+:" + PORT_OF_NOTHING_ELSE);
    // What SIPp tells of itself can be a second old.
    await()
        .atMost(Duration.ofSeconds(15))
        .until(
            () -> rm.complete(type, "getStatistics", id, Map.of()).at("/properties/calls").asInt(),
            calls -> calls >= 1);
    rm.complete(type, "Stop", id, Map.of());
    rm.complete(type, "Uninstall", id, Map.of());
  }

  /** Writes the page's files, under a name that no package of ours has. */
  private void writePackage() throws IOException {
    List<MatchResult> files =
        FILE.matcher(Files.readString(Path.of("docs/package-your-software.md"))).results().toList();
    assertThat(files).hasSize(11);
    for (MatchResult file : files) {
      Path path = directory.resolve(file.group(1));
      Files.createDirectories(path.getParent());
      Files.writeString(
          path, file.group(2).replace("resource::sip-server::", "resource::walkthrough::"));
    }
  }
}
