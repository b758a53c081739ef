package org.dockerrm.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RawConnection;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.RmClient.Answer;
import org.dockerrm.support.SharedManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A web page of another site that a user's browser shows sends requests to the manager. */
class ForeignPagesIT {

  private static final String API = RmClient.ROOT;

  private static final List<String> EVERYTHING_SERVED =
      List.of(
          "/",
          API + "/types",
          "/api/v1.0/resource-manager/types",
          API + "/no-such-thing",
          "/v3/api-docs",
          "/swagger-ui/index.html",
          "/actuator/health",
          "/actuator/prometheus",
          "/engine-rest/engine",
          "/camunda/app/welcome/default/",
          "/camunda/api/admin/auth/user/default",
          "/error",
          "/favicon.ico");

  private static final List<String> CHANGES =
      List.of(
          "POST " + API + "/lifecycle/transitions",
          "POST " + API + "/lifecycle/transitions/x/cancel",
          "POST " + API + "/types",
          "POST " + API + "/topology/instances/x/heal",
          "PUT " + API + "/onboarding",
          "PUT " + API + "/topology/deployment-locations/x",
          "DELETE " + API + "/types/resource::probe::1.0",
          "PATCH " + API + "/types",
          "post " + API + "/onboarding",
          "POST /engine-rest/deployment/create",
          "POST /camunda/api/admin/auth/user/default/login/welcome",
          "POST /actuator/health");

  private static final String GET_EVENTS = "GET " + API + "/types/resource::probe::1.0/image";

  private final Manager manager = SharedManager.get();

  static List<String> everythingServed() {
    return EVERYTHING_SERVED;
  }

  static List<String> changes() {
    return CHANGES;
  }

  @ParameterizedTest
  @MethodSource("everythingServed")
  void nothingIsServedUnderANameThatWasReboundToThisMachine(String path) {
    Answer answer = send("GET " + path, "Host: evil.example:" + port());

    assertThat(answer.status()).as(answer.text()).isEqualTo(403);
    assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
    assertThat(answer.json().get("detail").asText())
        .contains("evil.example", "security.allowedHosts", "config.yml");
    assertThat(answer.json().get("status").asInt()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "evil.example.",
        "EVIL.EXAMPLE",
        "evil.localhost",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.0.0.01",
        "256.0.0.1",
        "0.0.0.0",
        "[::]",
        "[0:0:0:0:0:0:0:0]",
        "localhost..",
        "1.2.3",
        "1.2.3.4.5"
      })
  void hostsThatOnlyLookLikeThisMachineAreRefused(String host) {
    assertThat(send("GET " + API + "/types", "Host: " + host + ":8081").status()).isIn(400, 403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: localhost@evil.example",
        "Host: evil.example@localhost",
        "Host: localhost/evil.example",
        "Host: localhost evil.example",
        "Host: localhost, evil.example",
        "Host: localhost:80:80",
        "Host: [fe80::1%25lo]",
        "Host: [fe80::1%lo]",
        "Host: ::1",
        "Host: [::1",
        "Host: ",
        "Host: localhost\r\nHost: evil.example",
        "Host: evil.example\r\nHost: localhost",
        "Host : localhost"
      })
  void malformedAndRepeatedHostsAreRefused(String header) {
    assertThat(send("GET " + API + "/types", header).status()).isIn(400, 403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:8081",
        "localhost:",
        "LocalHost:8081",
        "localhost.",
        "127.0.0.1",
        "127.0.0.1:8081",
        "192.0.2.7",
        "[::1]:8081",
        "[::ffff:127.0.0.1]",
        "[2001:DB8::7]"
      })
  void ownNamesAndAddressesAreServed(String host) {
    Answer answer = send("GET " + API + "/types", "Host: " + host);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  @Test
  void theTargetOfARequestInAbsoluteFormCountsAsItsHost() {
    for (String target :
        List.of(
            "http://evil.example",
            "http://localhost@evil.example",
            "http://evil.example:" + port())) {
      assertThat(send("GET " + target + API + "/types", "Host: localhost").status())
          .as(target)
          .isIn(400, 403);
    }
    assertThat(send("GET http://evil.example" + API + "/types", "Host: evil.example").status())
        .isEqualTo(403);
    assertThat(send("GET http://localhost" + API + "/types", "Host: localhost").status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @MethodSource("changes")
  void noChangeIsTakenFromAPageOfAnotherOrigin(String request) {
    for (String header :
        List.of(
            "Sec-Fetch-Site: cross-site",
            "Sec-Fetch-Site: same-site",
            "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Site: cross-site",
            "Sec-Fetch-Site: something-new",
            "Origin: null",
            "Origin: http://evil.example",
            "Origin: http://localhost",
            "Origin: http://localhost:1" + port(),
            "Origin: http://127.0.0.1:" + port(),
            "Origin: https://localhost:" + port() + ".evil.example",
            "Origin: http://localhost:" + port() + "@evil.example",
            "Origin: file://",
            "Origin: ",
            "Origin: http://localhost:" + port() + "\r\nOrigin: http://evil.example")) {
      Answer answer = send(request, "Host: localhost:" + port(), header, "Content-Length: 0");

      assertThat(answer.status()).as("%s: %s", header, answer.text()).isEqualTo(403);
      assertThat(answer.json().get("detail").asText()).contains("web pages of other origins");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=b",
        "application/json"
      })
  void noBodyThatAFormCanSendIsTakenFromAPageOfAnotherOrigin(String type) {
    for (String path : List.of("/lifecycle/transitions", "/types")) {
      Answer answer =
          send(
              "POST " + API + path,
              "Host: localhost:" + port(),
              "Origin: http://evil.example",
              "Content-Type: " + type,
              "Content-Length: 0");
      assertThat(answer.status()).as(answer.text()).isEqualTo(403);
    }
  }

  @Test
  void streamsOfEventsAreKeptFromPagesOfOtherOrigins() {
    String host = "Host: localhost:" + port();
    String events = "Accept: text/event-stream";

    assertThat(send(GET_EVENTS, host, events, "Sec-Fetch-Site: cross-site").status())
        .isEqualTo(403);
    assertThat(send(GET_EVENTS, host, events, "Origin: http://evil.example").status())
        .isEqualTo(403);
  }

  @Test
  void ownPagesAndProgramsAreServed() {
    String host = "Host: localhost:" + port();
    for (String header :
        List.of(
            "X-None: 1",
            "Sec-Fetch-Site: same-origin",
            "Sec-Fetch-Site: none",
            "Origin: http://localhost:" + port(),
            "Origin: http://LOCALHOST:" + port())) {
      Answer answer =
          send(
              "POST " + API + "/lifecycle/transitions/none/cancel",
              host,
              header,
              "Content-Length: 0");
      assertThat(answer.status()).as("%s: %s", header, answer.text()).isEqualTo(404);
    }
    assertThat(
            send(
                    "POST " + API + "/lifecycle/transitions/none/cancel",
                    "Host: localhost",
                    "Origin: http://localhost",
                    "Content-Length: 0")
                .status())
        .isEqualTo(404);
  }

  @Test
  void readsByPagesOfOtherOriginsAnswerWithoutLettingThemSeeIt() {
    for (String path : EVERYTHING_SERVED) {
      for (String request : List.of("GET " + path, "OPTIONS " + path)) {
        Answer answer =
            send(
                request,
                "Host: localhost:" + port(),
                "Origin: http://evil.example",
                "Sec-Fetch-Site: cross-site",
                "Access-Control-Request-Method: POST",
                "Access-Control-Request-Headers: content-type");
        assertThat(answer.headers().keySet())
            .as(request)
            .noneMatch(name -> name.startsWith("access-control-"));
      }
    }
  }

  @Test
  void everyAnswerTellsBrowsersHowLittleTheyMayDoWithIt() {
    for (String path : EVERYTHING_SERVED) {
      assertSafe(path, send("GET " + path, "Host: localhost"));
    }
    assertSafe("403", send("GET /", "Host: evil.example"));
    assertSafe("405", send("DELETE " + API + "/configuration", "Host: localhost"));
    assertSafe("415", send("POST " + API + "/lifecycle/transitions", "Host: localhost"));
    assertSafe("a path that the server refuses", send("GET /%2e%2e/%00", "Host: localhost"));
    assertSafe("a path that is no URI", send("GET //", "Host: localhost"));
    assertSafe(
        "the metric door",
        RawConnection.ask(
            manager.metrics().door(), request("GET /api/metrics", "Host: rm.example")));
  }

  @Test
  void theMetricDoorTakesNothingFromAPageEither() {
    Answer answer =
        RawConnection.ask(
            manager.metrics().door(),
            request(
                "POST /api/metrics",
                "Host: rm.example",
                "Origin: http://evil.example",
                "Content-Length: 0"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(403);
  }

  @Test
  void theMetricDoorIsReachedUnderAnyName() {
    Answer answer =
        RawConnection.ask(
            manager.metrics().door(),
            request("POST /api/metrics", "Host: rm.example", "Content-Length: 0"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(401);
  }

  private static void assertSafe(String what, Answer answer) {
    assertThat(answer.headers())
        .as("%s: %s", what, answer.text())
        .containsEntry("x-content-type-options", "nosniff")
        .containsKey("referrer-policy");
    assertThat(answer.headers().get("content-security-policy"))
        .as(what)
        .contains("frame-ancestors 'none'");
  }

  private int port() {
    return manager.client().base().getPort();
  }

  private Answer send(String request, String... headers) {
    return RawConnection.ask(manager.client().base(), request(request, headers));
  }

  private static String request(String request, String... headers) {
    return request
        + " HTTP/1.1\r\n"
        + String.join("\r\n", headers)
        + "\r\nConnection: close\r\n\r\n";
  }
}
