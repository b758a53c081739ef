package org.dockerrm.workflow.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.dockerrm.workflow.rule.PublishedDelegate.Input;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ElementTemplatesTest {

  private static final String ID = "org.dockerrm.";

  private static final Map<String, JsonNode> TEMPLATES = readTemplates();

  private static Map<String, JsonNode> readTemplates() {
    Map<String, JsonNode> templates = new LinkedHashMap<>();
    try (Stream<Path> files = Files.list(Path.of("processes", "element-templates"))) {
      for (Path file : files.sorted().toList()) {
        JsonNode template = new ObjectMapper().readTree(file.toFile());
        assertThat(templates.put(template.get("id").asText(), template)).isNull();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return templates;
  }

  static List<PublishedDelegate> delegates() {
    return DelegateList.published().all();
  }

  @Test
  void thereIsOneForEachPublishedDelegateAndEachKindOfCallAndNoOther() {
    Stream<String> delegates = delegates().stream().map(PublishedDelegate::bean);
    Stream<String> all = Stream.concat(delegates, Stream.of("callTransition", "callOperation"));
    assertThat(TEMPLATES.keySet())
        .containsExactlyInAnyOrderElementsOf(all.map(name -> ID + name).toList());
  }

  @ParameterizedTest
  @MethodSource("delegates")
  void bindsTheDelegateAndItsSavepoint(PublishedDelegate delegate) {
    JsonNode template = template(delegate);

    assertThat(template.get("name").asText()).isNotBlank();
    assertThat(template.get("description").asText()).isNotBlank();
    assertThat(template.get("appliesTo")).hasToString("[\"bpmn:ServiceTask\"]");
    assertThat(bound(template, "camunda:delegateExpression").get("value").asText())
        .isEqualTo("${" + delegate.bean() + "}");
    assertThat(hidden(template, "camunda:asyncBefore")).isEqualTo(delegate.touchesOutside());
  }

  @ParameterizedTest
  @MethodSource("delegates")
  void offersTheInputsOfTheDelegate(PublishedDelegate delegate) {
    List<JsonNode> inputs =
        properties(template(delegate))
            .filter(property -> type(property).equals("camunda:inputParameter"))
            .toList();

    assertThat(inputs.stream().map(ElementTemplatesTest::name))
        .containsExactlyElementsOf(delegate.inputs().stream().map(Input::name).toList());
    assertThat(inputs)
        .allSatisfy(
            input -> {
              assertThat(input.get("label").asText()).isNotBlank();
              assertThat(input.get("description").asText()).isNotBlank();
              Input declared = delegate.input(name(input)).orElseThrow();
              assertThat(input.at("/constraints/notEmpty").asBoolean())
                  .isEqualTo(declared.required());
              assertThat(choices(input)).isEqualTo(declared.choices());
            });
  }

  private static JsonNode template(PublishedDelegate delegate) {
    JsonNode template = TEMPLATES.get(ID + delegate.bean());
    assertThat(template).isNotNull();
    return template;
  }

  private static List<String> choices(JsonNode input) {
    return elements(input.path("choices")).map(choice -> choice.get("value").asText()).toList();
  }

  private static JsonNode bound(JsonNode template, String name) {
    return properties(template)
        .filter(property -> name(property).equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static boolean hidden(JsonNode template, String name) {
    return properties(template)
        .anyMatch(
            property ->
                name(property).equals(name)
                    && property.get("type").asText().equals("Hidden")
                    && property.get("value").asBoolean());
  }

  private static Stream<JsonNode> properties(JsonNode template) {
    return elements(template.get("properties"));
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static String type(JsonNode property) {
    return property.at("/binding/type").asText();
  }

  private static String name(JsonNode property) {
    return property.at("/binding/name").asText();
  }
}
