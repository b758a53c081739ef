package org.dockerrm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeysTest {

  private static final String PLAIN =
      """
      {"deploymentLocation":"dev","resourceType":"resource::a::1","transitionName":"Install",
       "resourceName":"one","properties":{"a":"1","b":"true","c":""},"context":{"x":"y"}}""";

  private final TransitionBody bodies = new TransitionBody();

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Another order, in the maps as well, and other white space.
        """
        { "context": {"x":"y"}, "properties": {"c":"", "b":"true", "a":"1"},
          "resourceName":"one", "transitionName":"Install",
          "resourceType":"resource::a::1", "deploymentLocation":"dev" }""",
        // Numbers and booleans, escapes, and fields that count for nothing.
        """
        {"deploymentLocation":"d\\u0065v","resourceType":"resource::a::1","more":[1],
         "transitionName":"Install","resourceName":"one","metricKey":null,"resourceId":"",
         "resourceManagerId":null,"properties":{"a":1,"b":true,"c":"","d":null},
         "context":{"x":"y"}}""",
        // A transition's name in other words.
        """
        {"deploymentLocation":"dev","resourceType":"resource::a::1",
         "transitionName":"transition::INSTALL","resourceName":"one",
         "properties":{"a":"1","b":"true","c":""},"context":{"x":"y"}}"""
      })
  void takesRequestsThatMeanTheSameForOne(String body) {
    assertThat(meaning(body)).isEqualTo(meaning(PLAIN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"a\":\"1\" -> \"a\":\"1.0\"",
        "\"a\":\"1\" -> \"a\":1.0",
        "\"a\":\"1\" -> \"A\":\"1\"",
        ",\"c\":\"\" -> ",
        "\"b\":\"true\" -> \"b\":\"True\"",
        "{\"x\":\"y\"} -> {}",
        "\"one\" -> \"One\"",
        "\"Install\" -> \"Installed\"",
        "\"dev\" -> \"dev \"",
        "\"resourceName\" -> \"metricKey\":\"k\",\"resourceName\"",
        "\"resourceName\" -> \"resourceId\":\"k\",\"resourceName\""
      })
  void tellsRequestsThatMeanSomethingElseApart(String change) {
    String[] parts = change.split(" -> ", -1);
    String other = PLAIN.replace(parts[0], parts[1]);

    assertThat(other).isNotEqualTo(PLAIN);
    assertThat(meaning(other)).isNotEqualTo(meaning(PLAIN));
  }

  @Test
  void noTextOfAPropertyLooksLikeAnotherProperty() {
    assertThat(meaning(PLAIN.replace("\"a\":\"1\"", "\"a\":\"1\\\",\\\"z\\\":\\\"2\"")))
        .isNotEqualTo(meaning(PLAIN.replace("\"a\":\"1\"", "\"a\":\"1\",\"z\":\"2\"")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "schlüssel", "a\tb"})
  void refusesWhatIsNoKey(String key) {
    byte[] body = PLAIN.getBytes(StandardCharsets.UTF_8);

    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> IdempotencyKeys.of(key, bodies.read(body), body))
        .withMessageContaining("Idempotency-Key");
    assertThat(IdempotencyKeys.of(null, bodies.read(body), body)).isNull();
  }

  @Test
  void tellsApartWhatIsAskedOfWhatIsThere() {
    String two = asked("scale 7", Map.of("instances", 2));

    assertThat(asked("scale 7", Map.of("instances", 2))).isEqualTo(two);
    assertThat(asked("scale 7", Map.of("instances", 3))).isNotEqualTo(two);
    assertThat(asked("scale 8", Map.of("instances", 2))).isNotEqualTo(two);
    assertThat(asked("heal 7", Map.of())).isNotEqualTo(asked("heal 8", Map.of()));
    Map<String, String> ordered = new LinkedHashMap<>();
    ordered.put("b", "2");
    ordered.put("a", "1");
    assertThat(asked("repeat 7", ordered)).isEqualTo(asked("repeat 7", new TreeMap<>(ordered)));
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> IdempotencyKeys.of("a b", "heal 7", Map.of()));
    assertThat(IdempotencyKeys.of(null, "heal 7", Map.of())).isNull();
  }

  private static String asked(String what, Map<String, ?> values) {
    return IdempotencyKeys.of("key", what, values).meaning();
  }

  private String meaning(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return IdempotencyKeys.of("key", bodies.read(bytes), bytes).meaning();
  }
}
