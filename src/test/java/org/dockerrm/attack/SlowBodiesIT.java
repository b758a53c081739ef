package org.dockerrm.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RawConnection;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.RmClient.Answer;
import org.dockerrm.support.SharedManager;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many connections announce a body and do not send it, or not to its end. */
class SlowBodiesIT {

  /** More than the web server has threads for the API. */
  private static final int MANY = 150;

  private final Manager manager = SharedManager.get();
  private final RmClient rm = manager.client();
  private final List<RawConnection> held = new ArrayList<>();

  @AfterEach
  void letGo() {
    held.forEach(RawConnection::close);
  }

  @Test
  void bodiesOfTheApiThatDoNotComeLeaveItToOthersAndEndAfterAWhile() {
    hold(
        rm.base(),
        MANY / 2,
        "POST " + RmClient.ROOT + "/lifecycle/transitions",
        "Content-Length: 900");
    hold(rm.base(), MANY / 2, "PUT " + RmClient.ROOT + "/onboarding", "Transfer-Encoding: chunked");

    assertServed();

    Answer late = held.get(0).answer();
    assertThat(late.status()).as(late.text()).isEqualTo(408);
    assertThat(late.json().get("detail").asText()).contains("did not arrive within");
  }

  @Test
  void bodiesOfRequestsThatAreRefusedAreNotWaitedFor() {
    hold(rm.base(), MANY, "POST /no-such-thing", "Content-Length: 900");
    hold(rm.base(), MANY, "GET /v3/api-docs", "Content-Length: 900");
    hold(rm.base(), MANY, "POST /engine-rest/deployment/create", "Content-Length: 900");

    assertServed();
  }

  @Test
  void loginsThatDoNotComeLeaveTheApiToOthers() {
    String login = "POST /camunda/api/admin/auth/user/default/login/welcome";
    hold(rm.base(), MANY, login, "Content-Length: 900");

    assertServed();
  }

  @Test
  void uploadsThatDoNotComeLeaveTheApiToOthers() {
    hold(
        rm.base(),
        MANY,
        "POST " + RmClient.ROOT + "/types",
        "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 9000");

    assertServed();
    Answer another =
        rawPost("/types", "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 90");
    assertThat(another.status()).as(another.text()).isEqualTo(503);
    assertThat(another.headers()).containsKey("retry-after");
  }

  @Test
  void postsOfMetricsThatDoNotComeLeaveTheDoorToOthers() {
    String id = rm.install(Types.SMALL, Map.of());
    String key = rm.instance(id).get("metricKey").asText();
    URI door = manager.metrics().door();
    hold(door, 60, "POST /api/metrics", "Authorization: Bearer " + key + "\r\nContent-Length: 900");
    hold(door, 60, "POST /api/metrics", "Content-Length: 900");

    Answer answer = manager.metrics().load(key, "undeclared", 1);

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.text()).contains("undeclared");
    rm.complete(Types.SMALL, "Uninstall", id, Map.of());
  }

  /** The client's header and body come one after the other. */
  private void assertServed() {
    assertThat(rm.get("/types").status()).isEqualTo(200);
    Answer answer = rm.post("/lifecycle/transitions", "{\"transitionName\":\"Install\"}");
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.text()).contains("resourceType is required");
    try (RawConnection split = RawConnection.to(rm.base())) {
      split.send(
          head(
              "POST " + RmClient.ROOT + "/lifecycle/transitions",
              "Content-Type: application/json\r\nContent-Length: 28"));
      Answer whole = split.send("{\"transitionName\":").send("\"Install\"}").answer();
      assertThat(whole.status()).as(whole.text()).isEqualTo(400);
      assertThat(whole.text()).contains("resourceType is required");
    }
  }

  private Answer rawPost(String path, String headers) {
    try (RawConnection connection = RawConnection.to(rm.base())) {
      return connection.send(head("POST " + RmClient.ROOT + path, headers)).answer();
    }
  }

  private void hold(URI address, int connections, String request, String headers) {
    for (int i = 0; i < connections; i++) {
      RawConnection connection = RawConnection.to(address);
      held.add(connection);
      connection.send(head(request, headers) + (headers.contains("chunked") ? "5\r\n{" : "{"));
    }
  }

  private static String head(String request, String headers) {
    return request + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n\r\n";
  }
}
