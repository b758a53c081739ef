package org.dockerrm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dockerrm.catalog.packages.PackageCheckCommand;
import org.dockerrm.cli.FakeManager.Outcome;
import org.dockerrm.workflow.engine.ProcessTrial;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerrmTest {

  private static final String TYPES =
      """
      [{"name":"resource::example::1.0","state":"PUBLISHED"},
       {"name":"resource::twice::1.0","state":"PUBLISHED"},
       {"name":"resource::twice::2.0","state":"UNPUBLISHED","stateReason":"no\\nimage\\u001b[31m"}]
      """;
  private static final String DESCRIPTOR =
      """
      {"name":"resource::example::1.0","state":"PUBLISHED",
       "descriptor":"properties:\\n  greeting: {}\\noperations:\\n  greet:\\n    properties:\\n      who: {}\\n"}
      """;
  private static final String HELLO =
      """
      {"resourceId":"id-1","resourceName":"hello","resourceType":"resource::example::1.0",
       "deploymentLocation":"dev","resourceState":"Active","properties":{"greeting":"Hi"}}
      """;
  private static final String ACCEPTED = "{\"requestId\":\"r-1\",\"resourceId\":\"id-1\"}";
  private static final String TRANSITIONS = "/lifecycle/transitions";

  @TempDir private Path directory;

  private final FakeManager manager =
      new FakeManager()
          .reply("GET /types", 200, TYPES)
          .reply("GET /types/resource%3A%3Aexample%3A%3A1.0", 200, DESCRIPTOR)
          .reply("GET /topology/deployment-locations", 200, "[{\"name\":\"dev\",\"type\":\"t\"}]")
          .reply("GET /topology/instances/id-1", 200, HELLO)
          .reply("GET /topology/instances?name=hello&limit=1000", 200, items(HELLO))
          .reply("GET /topology/instances?limit=1000", 200, items(HELLO))
          .reply("GET /topology/instances?name=helo&limit=1000", 200, items())
          .reply("POST " + TRANSITIONS, 202, ACCEPTED);

  @AfterEach
  void close() {
    manager.close();
  }

  private static String items(String... items) {
    return "{\"items\":[" + String.join(",", items) + "]}";
  }

  private static String status(String state, String more) {
    return """
    {"requestId":"r-1","requestState":"%s","transitionName":"Install","resourceName":"hello",
     "startedAt":"2026-12-01T10:00:00Z","finishedAt":"2026-12-01T10:00:01.5Z"%s}
    """
        .formatted(state, more);
  }

  @Test
  void printsListsAsTableJsonYamlOrNames() {
    assertThat(manager.run("types ls").out().lines())
        .containsExactly(
            "NAME                    STATE        REASON",
            "resource::example::1.0  PUBLISHED",
            "resource::twice::1.0    PUBLISHED",
            "resource::twice::2.0    UNPUBLISHED  no image[31m");
    assertThat(manager.run("types ls -o json").out()).startsWith("[ {").contains("\"stateReason\"");
    assertThat(manager.run("-o yaml types ls").out()).contains("- name: resource::example::1.0");
    assertThat(manager.run("instances ls -o name").out()).isEqualTo("id-1\n");
  }

  @Test
  void showsOneObjectWithItsNestedValues() {
    assertThat(manager.run("instances get hello").out())
        .contains("resourceName         hello")
        .contains("properties.greeting  Hi");
    assertThat(manager.run("types get example").out()).contains("descriptor:\nproperties:");
  }

  @Test
  void followsTheCursorOfPagedLists() {
    manager
        .reply(
            "GET /topology/instances?limit=1000",
            200,
            "{\"items\":[" + HELLO + "],\"nextCursor\":\"a b\"}")
        .reply("GET /topology/instances?limit=1000&cursor=a%20b", 200, items(HELLO, HELLO));

    assertThat(manager.run("instances ls -o name").out()).isEqualTo("id-1\nid-1\nid-1\n");
  }

  @Test
  void installsAndWaitsForTheEndOfTheRequest() {
    manager.reply("GET " + TRANSITIONS + "/r-1/status?wait=30s", 200, status("COMPLETED", ""));

    Outcome done = manager.run("install example --name hello -p greeting=Hi --wait");

    assertThat(done).isEqualTo(new Outcome(0, "Install of hello COMPLETED after 1.50 s\n", ""));
    assertThat(manager.requests())
        .contains(
            "POST /lifecycle/transitions {\"resourceType\":\"resource::example::1.0\","
                + "\"deploymentLocation\":\"dev\",\"transitionName\":\"Install\","
                + "\"resourceName\":\"hello\",\"properties\":{\"greeting\":\"Hi\"}}");
    assertThat(manager.keys()).hasSize(1);
  }

  @Test
  void saysWhyARequestFailed() {
    String reason =
        ",\"requestFailureCode\":\"SCRIPT_FAILED\",\"requestStateReason\":\"exit code 3\"";
    manager.reply("GET " + TRANSITIONS + "/r-1/status?wait=30s", 200, status("FAILED", reason));

    Outcome failed = manager.run("start hello --wait");

    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.err())
        .contains("Start of hello FAILED after 1.50 s with SCRIPT_FAILED: exit code 3");
  }

  @Test
  void printsWhatAnOperationAnswers() {
    String reply = ",\"properties\":{\"who\":\"you\",\"reply\":\"Hi, you\"}";
    manager.reply("GET " + TRANSITIONS + "/r-1/status?wait=30s", 200, status("COMPLETED", reply));

    assertThat(manager.run("op hello greet -p who=you --wait").out())
        .endsWith("who    you\nreply  Hi, you\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "instal example                       | 2 | Did you mean: dockerrm install",
        "types lst                            | 2 | Did you mean: dockerrm types ls",
        "install example                      | 2 | Missing required option: '--name=NAME'",
        "install exmaple -n a                 | 3 | Known: resource::example::1.0",
        "install resource::exmaple::1.0 -n a  | 3 | Did you mean 'resource::example::1.0'?",
        "install twice -n a                   | 3 | 'twice' stands for several types",
        "install example -n a -p greting=x    | 2 | Did you mean 'greeting'?",
        "op hello gret                        | 2 | Did you mean 'greet'?",
        "op hello greet -p whom=x             | 2 | Did you mean 'who'?",
        "start helo                           | 3 | Did you mean 'hello'?",
        "locations get dve                    | 3 | Did you mean 'dev'?",
        "types ls -o tabel                    | 2 | expected one of",
        "types ls --server ftp://x            | 2 | 'ftp://x' is not the URL of a resource manager",
        "types ls --server http://localhost:1 | 4 | does not answer",
        "up                                   | 2 | launcher",
      })
  void endsWithItsExitCodeAndAHint(String command, int code, String hint) {
    Outcome outcome = manager.run(command.strip());

    assertThat(outcome.err()).startsWith("dockerrm: ").contains(hint);
    assertThat(outcome.code()).isEqualTo(code);
    assertThat(manager.requests()).noneMatch(request -> request.startsWith("POST"));
  }

  @Test
  void printsEveryFindingOfARefusal() {
    manager.reply(
        "POST " + TRANSITIONS,
        400,
        "{\"title\":\"Bad Request\",\"detail\":\"a; b\",\"details\":{\"properties\":[\"a\",\"b\"]}}");

    assertThat(manager.run("start hello"))
        .isEqualTo(new Outcome(3, "", "dockerrm: the request is wrong (HTTP 400)\n  a\n  b\n"));
  }

  @Test
  void namesTheInstancesThatShareAName() {
    String other = HELLO.replace("id-1", "id-2");
    manager.reply("GET /topology/instances?name=hello&limit=1000", 200, items(HELLO, other));

    Outcome outcome = manager.run("stop hello");

    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.err()).contains("2 instances are named 'hello'", "id-1", "id-2");
  }

  @Test
  void saysThatSomethingElseAnswers() {
    manager.reply("GET /types", 502, "<html>proxy</html>");

    assertThat(manager.run("types ls").err()).contains("HTTP 502", "Check --server");
  }

  @Test
  void watchesTheStepsAndOutputsOfARequest() {
    manager
        .reply("GET " + TRANSITIONS + "/r-1", 200, status("IN_PROGRESS", ""))
        .reply(
            "GET " + TRANSITIONS + "/r-1/output?follow=true",
            200,
            """
            event:step
            data:{"step":1,"steps":2,"activity":"Run the script"}

            event:output
            data:{"script":"/a.sh","text":"half a line"}

            event:exit
            data:{"script":"/a.sh","exitCode":0}

            event:end
            data:%s

            """
                .formatted(status("COMPLETED", "").replace("\n", "")));

    Outcome watched = manager.run("watch r-1");

    assertThat(watched.code()).isZero();
    assertThat(watched.out().lines().map(line -> line.replaceFirst("^ *[0-9.]+ s  ", "")))
        .containsExactly(
            "[1/2] Run the script",
            "half a line",
            "/a.sh ended with exit code 0",
            "Install of hello COMPLETED after 1.50 s");
  }

  @Test
  void repeatsARequestWithOtherProperties() {
    manager
        .reply("GET " + TRANSITIONS + "/r-1", 200, status("FAILED", ""))
        .reply("POST " + TRANSITIONS + "/r-1/repeat", 202, ACCEPTED.replace("r-1", "r-2"))
        .reply("POST " + TRANSITIONS + "/r-1/cancel", 202, status("CANCELLED", ""));

    assertThat(manager.run("repeat r-1 -p greeting=Hi -o name").out()).isEqualTo("r-2\n");
    assertThat(manager.requests())
        .contains("POST /lifecycle/transitions/r-1/repeat {\"properties\":{\"greeting\":\"Hi\"}}");
    assertThat(manager.run("cancel r-1").out())
        .isEqualTo("cancel of request r-1: it is CANCELLED\n");
  }

  @Test
  void readsPropertiesFromAFileThatTheCommandLineOverrides() throws Exception {
    Path file = Files.writeString(directory.resolve("p.yml"), "greeting: from the file\n");

    assertThat(manager.run("reconfigure hello --properties " + file).code()).isZero();
    assertThat(manager.run("reconfigure hello -p greeting=Hi --properties " + file).code())
        .isZero();

    assertThat(manager.requests().stream().filter(request -> request.startsWith("POST")))
        .satisfiesExactly(
            first -> assertThat(first).contains("\"greeting\":\"from the file\""),
            second -> assertThat(second).contains("\"greeting\":\"Hi\""));
  }

  @Test
  void completesAllCommands() {
    assertThat(manager.run("completion").out()).contains("install", "up", "--location");
  }

  @Test
  void refusesAPackageThatHoldsALink() throws Exception {
    Files.createSymbolicLink(directory.resolve("link"), Path.of("/etc"));

    Outcome outcome = manager.run("onboard " + directory);

    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.err()).contains("link: is a link");
    assertThat(manager.requests()).isEmpty();
  }

  @Test
  void writesAPackageWithoutFindingsAndOverwritesNothing() {
    Path written = directory.resolve("page");
    ByteArrayOutputStream findings = new ByteArrayOutputStream();

    assertThat(manager.run("new page -d " + written).code()).isZero();
    PrintStream out = new PrintStream(findings, true, StandardCharsets.UTF_8);
    int checked;
    try (ProcessTrial processes = new ProcessTrial()) {
      checked = PackageCheckCommand.run(List.of(written.toString()), processes, out, out);
    }

    assertThat(findings.toString(StandardCharsets.UTF_8))
        .isEqualTo("1 checked: nothing to complain about\n");
    assertThat(checked).isEqualTo(PackageCheckCommand.SOUND);
    assertThat(manager.run("new page -d " + written).err()).contains("exists already");
    assertThat(manager.run("new Page -d " + directory.resolve("b")).code()).isEqualTo(2);
  }

  private static String request(String id, String resource, String more) {
    return """
    {"requestId":"%s","resourceId":"%s","resourceName":"hello","transitionName":"Start",
     "requestState":"FAILED","startedAt":"2026-12-01T10:00:00Z"%s}
    """
        .formatted(id, resource, more);
  }

  @Test
  void takesTheNewestRequestOfTheOnlyInstanceOfThatNameAndNoPart() {
    manager
        .reply(
            "GET /lifecycle/transitions?resourceId=id-1&limit=1000",
            200,
            items(
                request("part", "id-1", ",\"context\":{\"parentRequestId\":\"whole\"}"),
                request("whole", "id-1", ""),
                request("older", "id-1", "")))
        .reply("POST " + TRANSITIONS + "/whole/retry", 202, status("IN_PROGRESS", ""));

    assertThat(manager.run("retry hello -p a=b").out())
        .isEqualTo("retry of request whole: it is IN_PROGRESS\n");
    assertThat(manager.requests())
        .contains("POST /lifecycle/transitions/whole/retry {\"properties\":{\"a\":\"b\"}}");
  }

  @Test
  void namesTheInstancesWhoseRequestIsMeantByAName() {
    String other = HELLO.replace("id-1", "id-2");
    manager.reply("GET /topology/instances?name=hello&limit=1000", 200, items(HELLO, other));

    Outcome outcome = manager.run("cancel hello");

    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.err()).contains("2 instances are named 'hello'", "id-1  ", "id-2  ");
    assertThat(manager.requests()).noneMatch(request -> request.startsWith("POST"));
  }

  @Test
  void namesTheRequestsOfInstancesThatShareANameAndAreGone() {
    manager
        .reply("GET /topology/instances?name=hello&limit=1000", 200, items())
        .reply(
            "GET /lifecycle/transitions?resourceName=hello&limit=1000",
            200,
            items(request("a", "id-1", ""), request("b", "id-2", ""), request("c", "id-1", "")));

    Outcome outcome = manager.run("repeat hello");

    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.err())
        .contains(
            "requests of 2 instances named 'hello' are known",
            "a  Start  FAILED  2026-12-01T10:00:00Z",
            "b  Start  FAILED")
        .doesNotContain("c  Start");
  }

  @Test
  void suspendsAndResumesARequest() {
    for (String verb : List.of("suspend", "resume")) {
      manager
          .reply("GET " + TRANSITIONS + "/r-1", 200, status("IN_PROGRESS", ""))
          .reply("POST " + TRANSITIONS + "/r-1/" + verb, 202, status("IN_PROGRESS", ""));

      assertThat(manager.run(verb + " r-1").out())
          .isEqualTo(verb + " of request r-1: it is IN_PROGRESS\n");
    }
  }

  @Test
  void healsScalesAndUpgradesAnInstance() {
    String newer = "resource::twice::2.0";
    manager
        .reply("POST /topology/instances/id-1/heal", 202, ACCEPTED)
        .reply("POST /topology/instances/id-1/scale", 202, ACCEPTED);

    assertThat(manager.run("heal hello").out())
        .isEqualTo("Heal of hello is accepted: request r-1, instance id-1\n");
    assertThat(manager.run("scale hello 3").out()).startsWith("Scaling of hello to 3 is accepted");
    assertThat(manager.run("scale hello three").code()).isEqualTo(2);
    assertThat(manager.run("upgrade hello " + newer).out()).startsWith("Upgrade of hello");

    assertThat(manager.requests().stream().filter(request -> request.startsWith("POST")))
        .containsExactly(
            "POST /topology/instances/id-1/heal {}",
            "POST /topology/instances/id-1/scale {\"instances\":3}",
            "POST /lifecycle/transitions {\"resourceId\":\"id-1\",\"resourceType\":\""
                + newer
                + "\",\"deploymentLocation\":\"dev\",\"transitionName\":\"Upgrade\"}");
    assertThat(manager.keys()).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void sendsARequestAgainUnderItsKeyWhereTheConnectionIsLost() {
    manager.drop("POST " + TRANSITIONS, 2);

    assertThat(manager.run("start hello").code()).isZero();

    assertThat(manager.keys()).hasSize(3).containsOnly(manager.keys().get(0));
  }

  @Test
  void pausesWhereTheManagerDoesNotWait() throws Exception {
    String status = "GET " + TRANSITIONS + "/r-1/status?wait=30s";
    manager.reply(status, 200, status("IN_PROGRESS", ""));
    Thread ending =
        new Thread(
            () -> {
              await().until(() -> manager.requests().contains(status));
              ManagerClient.pause(700);
              manager.reply(status, 200, status("COMPLETED", ""));
            });
    ending.start();

    assertThat(manager.run("start hello --wait").code()).isZero();

    ending.join();
    assertThat(manager.requests().stream().filter(status::equals)).hasSizeBetween(2, 10);
  }

  @Test
  void buildsTheImageOfAnUnchangedPackageAgainWhereItFailed() throws Exception {
    String image = "/types/resource%3A%3Aexample%3A%3A1.0/image";
    String failed =
        "{\"state\":\"FAILED\",\"reason\":\"no base image\",\"finishedAt\":\"2026-12-01T10:00:00Z\"}";
    Files.writeString(directory.resolve("resource.yml"), "name: example\n");
    manager
        .reply("POST /types", 200, "{\"name\":\"resource::example::1.0\"}")
        .reply("GET " + image, 200, failed)
        .reply("POST " + image, 202, "{\"state\":\"BUILDING\"}");

    assertThat(manager.run("onboard " + directory).out().lines())
        .containsExactly(
            "resource::example::1.0 is there already, unchanged",
            "  its image failed before at 2026-12-01T10:00:00Z: no base image",
            "  it is built again",
            "resource::example::1.0 is PUBLISHED");
  }
}
