package org.dockerrm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dockerrm.cli.FakeManager.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PruneCommandTest {

  private static final String PRUNE = "image prune --force --filter label=%s --filter until=10m";
  private static final String OF_PACKAGES = PRUNE.formatted("dockerrm.package");
  private static final String OF_BASE = PRUNE.formatted("dockerrm.baseimage-hash");

  @TempDir private Path directory;

  @Test
  void removesUntaggedImagesWithItsLabelsAloneAndSaysHowMany() throws Exception {
    Files.writeString(directory.resolve("images"), "package1\npackage2\nbase1\nforeign1\n");
    StubDocker docker =
        new StubDocker(
            directory,
            """
            version) ;;
            "image ls --all --quiet") cat images ;;
            "%s") sed -i /package/d images ;;
            "%s") sed -i /base/d images ;;
            "image ls --filter label=dockerrm.package --filter dangling=false "*) ;;
            """
                .formatted(OF_PACKAGES, OF_BASE));

    try (FakeManager manager = new FakeManager().reply("GET /types", 200, "[]")) {
      assertThat(docker.run(manager, "prune"))
          .isEqualTo(
              new Outcome(
                  0,
                  "images without a name: 3 removed\n"
                      + "images of removed types: 0 names removed, 0 in use\n",
                  ""));
    }
    assertThat(docker.calls())
        .filteredOn(call -> call.matches("image (prune|rm).*"))
        .isEqualTo(List.of(OF_PACKAGES, OF_BASE));
    assertThat(directory.resolve("images")).hasContent("foreign1");
  }
}
