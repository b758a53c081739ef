package org.dockerrm.workflow.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParameterYamlTest {

  @Test
  void bringsHostileValuesBackUnchanged() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("quotes", "\"double\" and 'single' and \\ backslash");
    properties.put("lines", "one\ntwo\r\n\tthree\n");
    properties.put("yaml", "- a: {b: [c]} # &x *x !t | > % @");
    properties.put("shell", "$(rm -rf /) `id` ${HOME}");
    properties.put("unicode", "grüße \u2028 \ud83d\ude00 \u0007 \ufeff \u0085");
    properties.put("long", "x".repeat(10_000));
    properties.put("empty", "");
    properties.put("yes", "no");
    properties.put("007", "1e3");
    properties.put("null", "null");

    assertThat(ParameterYaml.read(ParameterYaml.write(properties))).isEqualTo(properties);
  }

  @Test
  void tellsHowATextStandsInAFile() {
    assertThat(ParameterYaml.quoted("plain")).isEqualTo("plain");
    assertThat(ParameterYaml.quoted("a\"b: \\c\nd")).isEqualTo("a\\\"b: \\\\c\\nd");
    assertThat(ParameterYaml.quoted("")).isEmpty();
  }

  @Test
  void readsScalarsAsTheTextTheyWereWrittenAs() {
    assertThat(ParameterYaml.read("a: 007\nb: yes\nc: 1.50\nd:\ne: 2020-01-01\n"))
        .containsExactly(
            Map.entry("a", "007"),
            Map.entry("b", "yes"),
            Map.entry("c", "1.50"),
            Map.entry("d", ""),
            Map.entry("e", "2020-01-01"));
  }

  @Test
  void refusesWhatIsNotAMapOfTexts() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ParameterYaml.read("a: [1, 2]"))
        .withMessageContaining("'a'");
    assertThatIllegalArgumentException().isThrownBy(() -> ParameterYaml.read("- a"));
    assertThatIllegalArgumentException().isThrownBy(() -> ParameterYaml.read("a: 'open"));
  }

  @Test
  void refusesAliasesThatMakeMuchOfLittle() {
    for (String file :
        new String[] {
          "a: &x \"long\"\nb: *x\n",
          "a: &x long\n",
          "&x a: 1\n*x : 2\n",
          "&x {a: b}\n",
          "a: {<<: &x {b: c}}\n"
        }) {
      assertThatIllegalArgumentException()
          .as(file)
          .isThrownBy(() -> ParameterYaml.read(file))
          .withMessageMatching(".*(anchors and aliases|must be a string).*");
    }
    assertThat(ParameterYaml.read("a: '&x'\nb: \"*x\"\n"))
        .containsExactly(Map.entry("a", "&x"), Map.entry("b", "*x"));
  }

  @Test
  void takesAnEmptyFileAsNoProperties() {
    assertThat(ParameterYaml.read("")).isEmpty();
  }
}
