package org.dockerrm.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.RmClient.Answer;
import org.dockerrm.support.SharedManager;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client chooses the metricKey of another instance, or one that can be guessed. */
class MetricKeysIT {

  private final RmClient rm = SharedManager.get().client();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "m-1",
        "nineteen-characters",
        "a key of spaces that is long",
        "01234567890123456789\r\nX-Injected: 1",
        "01234567890123456789/../..",
        "0123456789012345678\u00e9",
        "01234567890123456789\0",
        "01234567890123456789\n"
      })
  void aKeyThatIsShortOrDoesNotFitIntoAHeaderOrUrlIsRefused(String key) {
    Answer answer = install(key);

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.json().get("detail").asText()).contains("metricKey");
  }

  @Test
  void aKeyOfMoreThan255CharactersIsRefused() {
    assertThat(install("k".repeat(256)).status()).isEqualTo(400);
  }

  @Test
  void theKeyOfAnotherInstanceIsRefusedUntilThatOneIsGone() {
    String key = "victim~" + UUID.randomUUID();
    Answer first = install(key);
    assertThat(first.status()).as(first.text()).isEqualTo(202);

    Answer second = install(key);
    assertThat(second.status()).as(second.text()).isEqualTo(409);
    assertThat(second.json().get("detail").asText()).contains("metricKey").doesNotContain(key);

    remove(first);
    Answer third = install(key);
    assertThat(third.status()).as(third.text()).isEqualTo(202);
    remove(third);
  }

  @Test
  void ofManyInstallsWithOneKeyAtTheSameTimeOneIsAccepted() {
    String key = UUID.randomUUID().toString();

    List<Answer> answers =
        IntStream.range(0, 8).parallel().mapToObj(attempt -> install(key)).toList();

    assertThat(answers).extracting(Answer::status).containsOnly(202, 409).containsOnlyOnce(202);
    answers.stream().filter(answer -> answer.status() == 202).forEach(this::remove);
  }

  private Answer install(String key) {
    ObjectNode body = rm.body(Types.VOLUME, "Install", null).put("metricKey", key);
    return rm.post("/lifecycle/transitions", body.toString());
  }

  private void remove(Answer accepted) {
    String id = rm.end(accepted.json().get("requestId").asText()).get("resourceId").asText();
    rm.complete(Types.VOLUME, "Uninstall", id, Map.of());
  }
}
