package org.dockerrm.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plain | plain",
        "${a}-${b} | 1-2",
        "$${a} | ${a}",
        "$$${a} | $1",
        "$$$${a} | $${a}",
        "test \"$$MARK\" = ok | test \"$MARK\" = ok",
        "$a $ $( $1 ${ ${a ${a$} $} | $a $ $( $1 ${ ${a ${a$} $}",
        "${unknown} ${} | ${unknown} ${}"
      })
  void replacesReferencesAndTakesTwoDollarsForOne(String text, String resolved) {
    Map<String, String> values = Map.of("a", "1", "b", "2");

    assertThat(Template.of(text).resolve(values::get, 1000)).contains(resolved);
  }

  @Test
  void doesNotLookIntoWhatItPutsIn() {
    Map<String, String> values = Map.of("a", "${b} $$", "b", "2");

    assertThat(Template.of("${a}").resolve(values::get, 1000)).contains("${b} $$");
  }

  @Test
  void givesNothingBeyondItsBound() {
    Template twice = Template.of("${a}${a}");

    assertThat(twice.resolve(name -> "x".repeat(50), 100))
        .hasValueSatisfying(t -> assertThat(t).hasSize(100));
    assertThat(twice.resolve(name -> "x".repeat(50), 99)).isEmpty();
    assertThat(twice.resolve(name -> "x".repeat(50), -1)).isEmpty();
  }

  @Test
  void namesItsReferences() {
    assertThat(Template.of("${a} $${b} ${c} ${a}").references()).containsExactly("a", "c", "a");
    assertThat(Template.of("$${b}").hasReferences()).isFalse();
  }
}
