package org.dockerrm.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.dockerrm.support.RawConnection;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.RmClient.Answer;
import org.dockerrm.support.SharedManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bodies that would fill the memory, at every path that reads one and under every spelling of it.
 */
class LargeBodiesIT {

  private static final String LOGIN = "/camunda/api/admin/auth/user/default/login/cockpit";

  private final RmClient rm = SharedManager.get().client();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/resource-manager/lifecycle/transitions",
        "/%61pi/resource-manager/lifecycle/transitions",
        "/api;x/resource-manager/lifecycle/transitions",
        "/api/%72esource-manager/lifecycle;a=b/transitions",
      })
  void aBodyOfTheApiInChunksIsReadUpToItsLimit(String path) {
    String chunk = "100000\r\n" + " ".repeat(0x100000) + "\r\n";
    try (RawConnection connection = RawConnection.to(rm.base())) {
      connection.send(head("POST " + path, "application/json", "Transfer-Encoding: chunked"));
      Answer answer = connection.send(chunk).send("0\r\n\r\n").answer();

      assertThat(answer.status()).as(answer.text()).isEqualTo(413);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {LOGIN, "/%63amunda/api/admin/auth/user/default/login/cockpit"})
  void aLoginThatAnnouncesMoreThanTheLimitIsNotRead(String path) {
    Answer answer = ask(path, "application/x-www-form-urlencoded", "Content-Length: 2000000000");

    assertThat(answer.status()).as(answer.text()).isEqualTo(413);
    assertThat(answer.json().get("detail").asText()).contains("512 KiB");
  }

  @Test
  void aLoginMustAnnounceItsLength() {
    Answer answer = ask(LOGIN, "application/x-www-form-urlencoded", "Transfer-Encoding: chunked");

    assertThat(answer.status()).as(answer.text()).isEqualTo(411);
  }

  @Test
  void aFormInPartsIsBoundedOutsideOfTheApi() {
    Answer answer = ask(LOGIN, "multipart/form-data; boundary=b", "Content-Length: 5000000");

    assertThat(answer.status()).as(answer.text()).isEqualTo(413);
  }

  @Test
  void manyMediaTypesAreRefusedBeforeTheyAreSorted() {
    String accept = String.join(",", Collections.nCopies(26, "*/*;q=0.5"));

    assertThat(get("/types/missing", accept).status()).isEqualTo(406);
  }

  @Test
  void problemsAreJsonWhateverElseIsAccepted() {
    Answer answer = get("/types/missing", "application/yaml");

    assertThat(answer.status()).as(answer.text()).isIn(404, 406);
    assertThat(answer.headers().get("content-type")).startsWith("application/problem+json");
  }

  private Answer get(String path, String accept) {
    return RawConnection.ask(
        rm.base(),
        "GET "
            + RmClient.ROOT
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAccept: "
            + accept
            + "\r\n\r\n");
  }

  private Answer ask(String path, String type, String length) {
    return RawConnection.ask(rm.base(), head("POST " + path, type, length));
  }

  private static String head(String request, String type, String length) {
    return request
        + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: "
        + type
        + "\r\n"
        + length
        + "\r\n\r\n";
  }
}
