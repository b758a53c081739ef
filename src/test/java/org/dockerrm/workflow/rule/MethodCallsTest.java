package org.dockerrm.workflow.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MethodCallsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "${a.b()} | b",
        "#{a.b(1)} | b",
        "${ a . b  ( c ) } | b",
        "${a['b'](c)} | ](",
        "${x == '}' ? a.b() : 1} | b",
        "${\"it's\"}${a.b()} | b",
        "${''.getClass().forName('x')} | getClass",
        "${dateTime().plusDays(1)} | plusDays",
        "text ${a} then ${b.c() | c",
      })
  void namesTheMethodThatIsCalled(String text, String method) {
    assertThat(MethodCalls.firstIn(text)).contains(method);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a.b()",
        "${",
        "${a.b}",
        "${a and (b or not (c))}",
        "${empty (a.b)}",
        "${now()}",
        "${a == 'b.c()'}",
        "${a == \"b\\\".c()\"}",
        "${(a)}",
        "$ {a.b()}",
      })
  void findsNothingElse(String text) {
    assertThat(MethodCalls.firstIn(text)).isEmpty();
  }
}
