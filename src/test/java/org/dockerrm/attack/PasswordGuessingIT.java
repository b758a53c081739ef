package org.dockerrm.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.identity.User;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RawConnection;
import org.dockerrm.support.RmClient.Answer;
import org.dockerrm.support.SharedManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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

  @ParameterizedTest
  @EnumSource(Door.class)
  void aPasswordThatWasRightBeforeIsNotAffectedByGuessesFromAnyAddress(Door door) {
    String user = "operator" + door.name();
    String newcomer = "newcomer" + door.name();
    addOperator(user, "right");
    addOperator(newcomer, "right");
    assertThat(door.login(manager, "127.0.0.1", user, "right").status()).isEqualTo(200);
    for (int i = 0; i < TRIES; i++) {
      String from = "127.0.7." + (i + 1);
      assertThat(door.login(manager, from, user, "guess" + i).status()).isEqualTo(401);
      assertThat(door.login(manager, from, newcomer, "guess" + i).status()).isEqualTo(401);
    }

    Answer lucky = door.login(manager, "127.0.7.200", newcomer, "right");
    assertThat(lucky.status()).as("a guess is not even looked at").isEqualTo(401);
    assertThat(lucky.headers()).containsKey("retry-after");
    assertThat(door.login(manager, "127.0.7.201", user, "right").status()).isEqualTo(200);
  }

  private void addOperator(String user, String password) {
    IdentityService identities = manager.bean(IdentityService.class);
    User operator = identities.newUser(user);
    operator.setPassword(password);
    identities.saveUser(operator);
    identities.createMembership(user, Groups.CAMUNDA_ADMIN);
  }

  private Answer basic(String user, String password) {
    return Door.BASIC.login(manager, "127.0.0.1", user, password);
  }

  /** Where passwords are taken. */
  enum Door {
    BASIC {
      @Override
      String request(Manager manager, String user, String password) {
        byte[] login = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "GET /engine-rest/engine"
            + START
            + "Authorization: Basic "
            + Base64.getEncoder().encodeToString(login)
            + "\r\n\r\n";
      }
    },
    FORM {
      @Override
      String request(Manager manager, String user, String password) {
        Map<String, String> cookies = cookies(manager.client().base());
        String form = "username=" + user + "&password=" + password;
        return "POST /camunda/api/admin/auth/user/default/login/cockpit"
            + START
            + "Cookie: JSESSIONID="
            + cookies.get("JSESSIONID")
            + "\r\nX-XSRF-TOKEN: "
            + cookies.get("XSRF-TOKEN")
            + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
            + form.length()
            + "\r\n\r\n"
            + form;
      }
    };

    private static final String START = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";

    abstract String request(Manager manager, String user, String password);

    Answer login(Manager manager, String from, String user, String password) {
      return RawConnection.ask(manager.client().base(), from, request(manager, user, password));
    }

    /** Those of a browser that has the page with the form. */
    private static Map<String, String> cookies(URI base) {
      CookieManager cookies = new CookieManager();
      try {
        HttpClient.newBuilder()
            .cookieHandler(cookies)
            .build()
            .send(
                HttpRequest.newBuilder(base.resolve("/camunda/app/cockpit/default/")).build(),
                HttpResponse.BodyHandlers.discarding());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return cookies.getCookieStore().getCookies().stream()
          .collect(Collectors.toMap(HttpCookie::getName, HttpCookie::getValue, (a, b) -> b));
    }
  }
}
