package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.dockerrm.support.Docker;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.SharedManager;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that have ended can be repeated. */
class RepeatIT {

  private final RmClient rm = SharedManager.get().client();

  @AfterEach
  void clean() {
    Docker.clean(rm.location());
  }

  @Test
  void repeatsAFailedInstallForItsInstanceAndAGoodOneForAnother() {
    JsonNode failed =
        rm.run(Types.PROBE, "Install", null, Map.of("fail", "Install", "secret", "s3cret"));
    String id = failed.get("resourceId").asText();

    JsonNode again = repeat(failed, "{\"properties\": {\"fail\": \"\"}}");
    JsonNode other = repeat(again, "");

    assertThat(again.get("requestState").asText()).as("%s", again).isEqualTo("COMPLETED");
    assertThat(again.get("resourceId").asText()).isEqualTo(id);
    assertThat(again.get("requestStateReason").asText())
        .contains("repeats request " + failed.get("requestId").asText());
    assertThat(status(failed).get("requestStateReason").asText())
        .contains("repeated by request " + again.get("requestId").asText());
    String another = other.get("resourceId").asText();
    assertThat(another).isNotEqualTo(id);
    assertThat(Docker.file(WholeLifeIT.container(rm, another), "/opt/rmparams"))
        .contains("\"secret\": \"s3cret\"");
  }

  @Test
  void repeatsAnOperationWithItsValuesOnceForEachKey() {
    String id = rm.install(Types.PROBE, Map.of());
    JsonNode echo = rm.complete(Types.PROBE, "echo", id, Map.of("message", "hello"));

    String path = "/lifecycle/transitions/" + echo.get("requestId").asText() + "/repeat";
    RmClient.Answer first = rm.post(path, "", "Idempotency-Key", "repeat-" + id);
    RmClient.Answer second = rm.post(path, "", "Idempotency-Key", "repeat-" + id);

    assertThat(first.status()).as(first.text()).isEqualTo(202);
    String request = first.json().get("requestId").asText();
    assertThat(second.json().get("requestId").asText()).isEqualTo(request);
    assertThat(first.headers().get("location")).endsWith("/" + request + "/status");
    assertThat(rm.end(request).at("/properties/answer").asText()).isEqualTo("heard hello");
  }

  @Test
  void asksForTheValuesThatWereTakenBackWhenATransitionFailed() {
    String id = rm.install(Types.PROBE, Map.of());
    JsonNode failed =
        rm.run(Types.PROBE, "Reconfigure", id, Map.of("fail", "Reconfigure", "secret", "n3w"));
    assertThat(failed.get("requestState").asText()).as("%s", failed).isEqualTo("FAILED");

    RmClient.Answer without =
        rm.post("/lifecycle/transitions/" + failed.get("requestId").asText() + "/repeat", "");

    assertThat(without.status()).as(without.text()).isEqualTo(409);
    assertThat(without.text()).contains("taken back", "properties");
    JsonNode again = repeat(failed, "{\"properties\": {\"secret\": \"n3w\"}}");
    assertThat(again.get("requestState").asText()).as("%s", again).isEqualTo("COMPLETED");
  }

  @Test
  void refusesWhatCannotBeRepeated() {
    JsonNode install = rm.complete(Types.SMALL, "Install", null, Map.of());
    rm.complete(Types.SMALL, "Uninstall", install.get("resourceId").asText(), Map.of());

    assertThat(rm.post("/lifecycle/transitions/nonsense/repeat", "").status()).isEqualTo(404);
    RmClient.Answer gone =
        rm.post("/lifecycle/transitions/" + install.get("requestId").asText() + "/repeat", "");
    assertThat(gone.status()).isEqualTo(409);
    assertThat(gone.text()).contains("post a new Install");
  }

  private JsonNode repeat(JsonNode request, String body) {
    RmClient.Answer answer =
        rm.post("/lifecycle/transitions/" + request.get("requestId").asText() + "/repeat", body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return rm.end(answer.json().get("requestId").asText());
  }

  private JsonNode status(JsonNode request) {
    return rm.get("/lifecycle/transitions/" + request.get("requestId").asText()).json();
  }
}
