package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dockerrm.support.Broker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a person finds in the trace file (docs/reference/api.md, "Trace file"). */
class TraceFileIT {

  private static final String TRANSITIONS = "POST /api/resource-manager/lifecycle/transitions";

  private static Broker broker;
  private static Manager manager;
  private static Path file;

  @BeforeAll
  static void start() {
    broker = new Broker();
    manager = Manager.with("probe");
    file = manager.home().resolve("trace/trace.csv");
    manager
        .configure(
            Broker.settings(broker.address())
                + "generateTraceFile: true\ntraceFile: \"%s\"\n".formatted(file))
        .start();
    manager.client().awaitPublished(Types.PROBE);
  }

  @AfterAll
  static void stop() {
    manager.close();
    broker.close();
  }

  @Test
  void letsEventsThroughAndTellsThatThereWereSome() throws Exception {
    String path = "/types/" + Types.PROBE + "/image";

    assertThat(Events.of(manager.client().base(), path))
        .extracting(Events.Event::name)
        .endsWith("end");

    await()
        .until(
            TraceFileIT::rows,
            all ->
                all.stream()
                    .filter(row -> row.get(1).equals("GET " + RmClient.ROOT + path))
                    .anyMatch(row -> row.get(3).equals("200 (events)")));
  }

  @Test
  void hasARowForEachRequestAndMessageWithSecretsMasked() throws IOException {
    RmClient rm = manager.client();
    ObjectNode body = rm.body(Types.PROBE, "Install", null).put("resourceName", "a,\"b\"");
    body.putObject("properties").put("secret", "s3cret-word").put("text", "x,\"y\"\nz");
    String requestId =
        rm.post("/lifecycle/transitions", body.toString()).json().get("requestId").asText();
    String id = rm.end(requestId).get("resourceId").asText();
    rm.complete(Types.PROBE, "echo", id, Map.of("message", "hi", "token", "t0ken-word"));
    rm.post("/lifecycle/transitions", "{\"secret\": \"unread-word");
    rm.get("/topology/instances?type=nothing");
    rm.instance(id);

    List<List<String>> rows =
        await()
            .atMost(Duration.ofSeconds(30))
            .until(TraceFileIT::rows, all -> requestsOf(all, Broker.TOPIC).size() >= 2);

    assertThat(rows.get(0)).containsExactly("time", "api", "request", "response");
    assertThat(rows).allSatisfy(row -> assertThat(row).hasSize(4));
    assertThat(rows.stream().skip(1)).allSatisfy(row -> Instant.parse(row.get(0)));
    assertThat(requestsOf(rows, TRANSITIONS))
        .hasSize(3)
        .anySatisfy(
            request ->
                assertThat(request)
                    .contains("\"a,\\\"b\\\"\"", "\"text\":\"x,\\\"y\\\"\\nz\"", "********"))
        .anySatisfy(request -> assertThat(request).contains("bytes that are not JSON"));
    assertThat(rows)
        .anySatisfy(
            row ->
                assertThat(row)
                    .contains(TRANSITIONS)
                    .anySatisfy(
                        response -> assertThat(response).startsWith("202 ").contains(requestId)))
        .anySatisfy(row -> assertThat(row.get(3)).startsWith("400 "))
        .anySatisfy(
            row ->
                assertThat(row.get(1))
                    .isEqualTo("GET /api/resource-manager/topology/instances?type=nothing"));
    assertThat(requestsOf(rows, Broker.TOPIC))
        .hasSize(2)
        .allSatisfy(message -> assertThat(message).contains(id, "COMPLETED"));
    assertThat(Files.readString(file))
        .doesNotContain("s3cret-word")
        .doesNotContain("t0ken-word")
        .doesNotContain("unread-word");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  private static List<String> requestsOf(List<List<String>> rows, String api) {
    return rows.stream().filter(row -> row.get(1).equals(api)).map(row -> row.get(2)).toList();
  }

  /** The rows as any reader of RFC 4180 sees them. */
  private static List<List<String>> rows() throws IOException {
    String text = Files.readString(file);
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        if (c != '"') {
          field.append(c);
        } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
          field.append('"');
          i++;
        } else {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == ',' || c == '\r' && text.startsWith("\r\n", i)) {
        row.add(field.toString());
        field.setLength(0);
        if (c == '\r') {
          rows.add(row);
          row = new ArrayList<>();
          i++;
        }
      } else {
        field.append(c);
      }
    }
    assertThat(field).as("the file ends with the end of a row").isEmpty();
    return rows;
  }
}
