package org.dockerrm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.dockerrm.transition.TransitionCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransitionBodyTest {

  private static final String REQUIRED =
      "\"deploymentLocation\":\"dev\",\"resourceType\":\"resource::a::1\","
          + "\"transitionName\":\"Start\"";

  private final TransitionBody bodies = new TransitionBody();

  @Test
  void keepsNumbersAndBooleansAsTheyAreWritten() {
    TransitionCommand command =
        read("{" + REQUIRED + ",\"properties\":{\"a\":1.50,\"b\":1e3,\"c\":true,\"d\":null}}");

    assertThat(command.properties()).isEqualTo(Map.of("a", "1.50", "b", "1e3", "c", "true"));
  }

  @Test
  void ignoresUnknownFields() {
    assertThat(read("{" + REQUIRED + ",\"more\":{\"a\":[1]}}").transitionName()).isEqualTo("Start");
  }

  @Test
  void namesEveryFindingAtOnce() {
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(
            () ->
                read(
                    "{\"resourceType\":5,\"transitionName\":\"Install\","
                        + "\"properties\":{\"list\":[1],\"map\":{}}}"))
        .satisfies(
            bad ->
                assertThat(bad.findings())
                    .containsExactlyInAnyOrder(
                        "resourceType must be a string",
                        "properties.list must be a string, not an object or array",
                        "properties.map must be a string, not an object or array",
                        "deploymentLocation is required",
                        "resourceType is required",
                        "resourceName is required"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "\"text\"",
        "null",
        "{}{}",
        "{'a':1}",
        "{\"properties\":{\"a\":1,\"a\":2}}",
        "{\"context\":[]}",
        "{\"deploymentLocation\":\"dev\",\"deploymentLocation\":\"dev\"}"
      })
  void refusesWhatIsNotARequest(String body) {
    assertThatExceptionOfType(BadRequestException.class).isThrownBy(() -> read(body));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\u0000b", "\\ud800", "\\udc00x"})
  void refusesTextsThatCannotBeKept(String text) {
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> read("{" + REQUIRED + ",\"properties\":{\"a\":\"" + text + "\"}}"))
        .withMessageContaining("properties.a");
  }

  @Test
  void refusesLineBreaksInNames() {
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> read("{" + REQUIRED + ",\"resourceName\":\"a\\nb\"}"))
        .withMessageContaining("resourceName has control characters");
  }

  private TransitionCommand read(String body) {
    return bodies.read(body.getBytes(StandardCharsets.UTF_8));
  }
}
