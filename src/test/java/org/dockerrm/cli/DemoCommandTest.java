package org.dockerrm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dockerrm.cli.FakeManager.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code demo --remove} does with what {@code demo --keep} has written, and what {@code demo}
 * waits for.
 */
class DemoCommandTest {

  private static final String INSTANCE = "/topology/instances/id-1";
  private static final String FOUND =
      "{\"resourceId\":\"id-1\",\"resourceType\":\"t\",\"deploymentLocation\":\"dev\"}";

  @TempDir private Path data;

  private final FakeManager manager = new FakeManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private Path kept() {
    return data.resolve("demo-kept");
  }

  private Outcome remove(Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("DOCKERRM_DATA", data.toString());
    return manager.run("demo --remove", environment);
  }

  @Test
  void removesNothingOnAnotherManagerThanThatOfTheDemo() throws Exception {
    Files.writeString(kept(), "id-1 resource::sip-proxy::1.0 http://elsewhere:1\n");

    Outcome refused = remove(Map.of());

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .contains("kept on another resource manager than http://localhost:" + manager.port())
        .contains("./dockerrm demo --remove --server http://elsewhere:1");
    assertThat(manager.requests()).isEmpty();
    assertThat(kept()).exists();
  }

  @Test
  void refusesAnotherManagerWhereTheDemoWasKeptHere() throws Exception {
    Files.writeString(kept(), "id-1 resource::sip-proxy::1.0 here\n");

    assertThat(remove(Map.of()).err()).contains("without --server and DOCKERRM_URL");
    assertThat(remove(Map.of("DOCKERRM_PID", "1")).err()).contains("does not know");
  }

  @Test
  void keepsTheFileWhereAnInstanceIsNotKnown() throws Exception {
    Files.writeString(kept(), "id-1 resource::sip-proxy::1.0\n");

    Outcome unknown = remove(Map.of());

    assertThat(unknown.code()).isEqualTo(1);
    assertThat(unknown.err()).contains("does not know these instances of the demo: id-1");
    assertThat(unknown.out()).doesNotContain("Removed.");
    assertThat(kept()).exists();
  }

  @Test
  void deletesTheFileOnceAllIsRemoved() throws Exception {
    String base = "http://localhost:" + manager.port();
    Files.writeString(kept(), "id-1 resource::sip-proxy::1.0 " + base + "\n");
    manager
        .reply("GET " + INSTANCE, 200, FOUND)
        .reply("POST /lifecycle/transitions", 202, "{\"requestId\":\"r-1\"}")
        .reply(
            "GET /lifecycle/transitions/r-1/status?wait=2s",
            200,
            "{\"requestState\":\"COMPLETED\"}");
    Thread removing = new Thread(this::forgetOnceItIsUninstalled);
    removing.start();

    Outcome removed = remove(Map.of());

    removing.join();
    assertThat(removed).isEqualTo(new Outcome(0, "Removed.\n", "removing what the demo made\n"));
    assertThat(kept()).doesNotExist();
  }

  @Test
  void saysWhyAPackageCannotBeUsedYet() throws Exception {
    String type = "GET /types/resource%3A%3Asip-server%3A%3A1.0";
    manager.reply(type, 200, "{\"state\":\"UNPUBLISHED\",\"stateReason\":\"its image is built\"}");
    Thread building =
        new Thread(
            () -> {
              while (manager.requests().stream().filter(type::equals).count() < 2) {
                Thread.onSpinWait();
              }
              manager.reply(type, 200, "{\"state\":\"PUBLISHED\"}");
            });
    building.start();
    for (String other : List.of("proxy", "client")) {
      manager.reply(type.replace("server", other), 200, "{\"state\":\"PUBLISHED\"}");
    }

    Outcome outcome = manager.run("demo");

    building.join();
    assertThat(outcome.out())
        .startsWith(
            """
            [1/3] sip-server package ...\s
                  its image is built
                  resource::sip-server::1.0 is PUBLISHED
            [2/3] sip-proxy package ... resource::sip-proxy::1.0 is PUBLISHED
            """);
  }

  private void forgetOnceItIsUninstalled() {
    while (manager.requests().stream().noneMatch(call -> call.contains("\"Uninstall\""))) {
      Thread.onSpinWait();
    }
    manager.reply("GET " + INSTANCE, 404, "{\"title\":\"Not Found\"}");
  }
}
