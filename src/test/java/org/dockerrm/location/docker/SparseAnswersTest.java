package org.dockerrm.location.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.Network;
import com.github.dockerjava.core.DockerClientConfig;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that lack parts, or have absurd ones, are views or refused; nothing else is thrown. */
class SparseAnswersTest {

  private static final ObjectMapper JSON = DockerClientConfig.getDefaultObjectMapper();
  private static final String ID = "0123456789ab".repeat(6).substring(0, 64);

  private static final String CONTAINER =
      """
      {"Id": "ID", "Name": "/c", "State": {"Running": true, "Paused": false, "Restarting": false,
       "ExitCode": 0, "StartedAt": "2026-12-01T09:00:00.123456789Z", "Health": {"Status": "unhealthy",
       "FailingStreak": 3, "Log": [{"Start": "2026-12-01T09:00:00Z", "End": "2026-12-01T09:00:01Z",
       "ExitCode": 1, "Output": "no"}]}}, "HostConfig": {"RestartPolicy": {"Name": "always",
       "MaximumRetryCount": 0}}, "Config": {"Hostname": "h", "User": "app", "Labels": {"a": "b"},
       "StopTimeout": 5, "Env": ["A=b"], "Healthcheck": {"Test": ["CMD", "x"], "Interval": 1000000,
       "Timeout": 1000000, "Retries": 3, "StartPeriod": 5}}, "NetworkSettings": {"Networks":
       {"bridge": {"NetworkID": "ID", "IPAddress": "172.17.0.2", "Gateway": "172.17.0.1"}}}}
      """;

  private static final String LISTED =
      """
      {"Id": "ID", "Names": ["/c"], "State": "running", "Status": "Up 3 minutes (unhealthy)",
       "Created": 1700000000, "Labels": {"a": "b"}, "NetworkSettings": {"Networks":
       {"bridge": {"NetworkID": "ID", "IPAddress": "172.17.0.2", "Gateway": "172.17.0.1"}}}}
      """;

  private static final String NETWORK =
      """
      {"Id": "ID", "Name": "n", "Driver": "bridge", "Created": "2026-12-01T09:00:00.1Z",
       "IPAM": {"Driver": "default", "Config": [{"Subnet": "10.1.0.0/24", "Gateway": "10.1.0.1"},
       {"Subnet": "fd00::/64"}]}, "Options": {"com.docker.network.bridge.name": "br-n"},
       "Labels": {"a": "b"}, "Containers": {"ID": {"Name": "c", "IPv4Address": "10.1.0.2/24"}}}
      """;

  private static final String EVENT =
      """
      {"Type": "container", "Action": "die", "timeNano": 1700000000000000000, "Actor":
       {"ID": "ID", "Attributes": {"exitCode": "1", "container": "ID"}}}
      """;

  private static final List<String> ODD =
      List.of(
          "null",
          "\"\"",
          "\"../../etc\"",
          "\"9999-99-99T99:99:99Z\"",
          "\"+999999999-12-31T23:59:59Z\"",
          "0",
          "-1",
          "9223372036854775807",
          "-9223372036854775808",
          "true",
          "{}",
          "[]",
          "[null]",
          "{\"a\": null}");

  private final Random random = new Random(20261201);

  @ParameterizedTest
  @CsvSource({"CONTAINER,4000", "LISTED,2000", "NETWORK,2000", "EVENT,2000"})
  void areViewsOrRefused(String kind, int times) throws Exception {
    int views = 0;
    for (int i = 0; i < times; i++) {
      JsonNode answer = JSON.readTree(whole(kind));
      for (int change = random.nextInt(3); change >= 0; change--) {
        spoil(answer);
      }
      views += isView(kind, answer.toString()) ? 1 : 0;
    }
    assertThat(views).as("answers that were still of use").isGreaterThan(times / 10);
  }

  private static String whole(String kind) {
    String text =
        switch (kind) {
          case "CONTAINER" -> CONTAINER;
          case "LISTED" -> LISTED;
          case "NETWORK" -> NETWORK;
          default -> EVENT;
        };
    return text.replace("ID\"", ID + "\"").replace("\"" + ID + "\":", "\"ID\":");
  }

  /** Whether it could be read; what cannot is no matter of ours where the library says so. */
  private static boolean isView(String kind, String answer) {
    Consumer<String> view =
        switch (kind) {
          case "CONTAINER" ->
              text -> DockerViews.container(read(text, InspectContainerResponse.class));
          case "LISTED" -> text -> DockerViews.listed(read(text, Container.class));
          case "NETWORK" -> text -> DockerViews.network(read(text, Network.class));
          default -> text -> EventTranslator.of(read(text, Event.class));
        };
    boolean[] refused = new boolean[1];
    assertThatCode(
            () -> {
              try {
                view.accept(answer);
              } catch (NotRead e) {
                refused[0] = true;
              } catch (UncheckedIOException e) {
                assertThat(e).hasCauseInstanceOf(EngineAnswerException.class);
                refused[0] = true;
              }
            })
        .as(answer)
        .doesNotThrowAnyException();
    return !refused[0];
  }

  private static <T> T read(String text, Class<T> kind) {
    try {
      return JSON.readValue(text, kind);
    } catch (Exception e) {
      throw new NotRead(e);
    }
  }

  private void spoil(JsonNode answer) throws Exception {
    List<JsonNode> inner = new ArrayList<>();
    collect(answer, inner);
    JsonNode node = inner.get(random.nextInt(inner.size()));
    JsonNode odd = JSON.readTree(ODD.get(random.nextInt(ODD.size())));
    if (node instanceof ObjectNode object && !object.isEmpty()) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      String name = names.get(random.nextInt(names.size()));
      if (random.nextBoolean()) {
        object.remove(name);
      } else {
        object.set(name, odd);
      }
    } else if (node instanceof ArrayNode array) {
      array.add(odd);
    }
  }

  private static void collect(JsonNode node, List<JsonNode> inner) {
    if (node.isContainerNode()) {
      inner.add(node);
      node.forEach(child -> collect(child, inner));
    }
  }

  private static final class NotRead extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotRead(Throwable cause) {
      super(cause);
    }
  }
}
