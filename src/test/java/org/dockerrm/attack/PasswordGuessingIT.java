package org.dockerrm.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RawConnection;
import org.dockerrm.support.RmClient.Answer;
import org.dockerrm.support.SharedManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program tries passwords. */
class PasswordGuessingIT {

  private static final int TRIES = 40;

  private final Manager manager = SharedManager.get();

  @ParameterizedTest
  @ValueSource(strings = {"victim", "no-such-user"})
  void guessesHaveToWaitWhetherOrNotTheUserExists(String user) {
    Answer last = null;
    for (int i = 0; i < TRIES; i++) {
      last = basic(user + i % 2, "guess" + i);
      assertThat(last.status()).isEqualTo(401);
    }
    assertThat(last.headers()).containsKey("retry-after");
  }

  @Test
  void theAdminIsNotLockedOutByTheGuessesOfOthers() throws Exception {
    String password = Files.readString(manager.home().resolve("data/admin-password")).strip();
    assertThat(basic("admin", password).status()).isEqualTo(200);
    for (int i = 0; i < TRIES; i++) {
      assertThat(basic("admin", "guess" + i).status()).isEqualTo(401);
    }

    assertThat(basic("admin", password).status()).isEqualTo(200);
  }

  private Answer basic(String user, String password) {
    byte[] login = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return send(
        "GET /engine-rest/engine",
        "Authorization: Basic " + Base64.getEncoder().encodeToString(login) + "\r\n",
        "");
  }

  private Answer send(String request, String headers, String body) {
    return RawConnection.ask(
        manager.client().base(),
        request
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + headers
            + "\r\n"
            + body);
  }
}
