package org.dockerrm.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.dockerrm.catalog.PropertyDefinition;
import org.dockerrm.catalog.PropertyType;
import org.dockerrm.location.LogLine;
import org.junit.jupiter.api.Test;

/** Logs without passwords. */
class MaskedLogTest {

  private static final Map<String, PropertyDefinition> DEFINITIONS =
      Map.of(
          "secret", new PropertyDefinition(PropertyType.PASSWORD, "", false, null, null, false),
          "open", new PropertyDefinition(PropertyType.STRING, "", false, null, null, false));

  @Test
  void hidesPasswordsAndNothingElse() {
    assertThat(shown(Map.of("secret", "pass", "open", "word"), "a pass and a word", false))
        .isEqualTo("a ******** and a word");
    assertThat(shown(Map.of("secret", ""), "nothing to hide", false)).isEqualTo("nothing to hide");
  }

  @Test
  void hidesEachLineOfAPasswordOfSeveral() {
    assertThat(shown(Map.of("secret", "begin\nmiddle\n\n"), "the middle of it", false))
        .isEqualTo("the ******** of it");
  }

  @Test
  void hidesWhatIsLeftOfAPasswordWhereALineWasCut() {
    assertThat(shown(Map.of("secret", "password"), "a long line with pass", true))
        .doesNotContain("pass")
        .startsWith("a long line")
        .endsWith("...");
  }

  @Test
  void hidesEveryValueWhereTheTypeIsGone() {
    MaskedLog masked = new MaskedLog(Map.of("any", "value"), null);

    assertThat(masked.of(List.of(new LogLine(LogLine.Stream.STDERR, "a value", false))))
        .containsExactly(new InstanceLogs.Line("stderr", "a ********"));
  }

  private static String shown(Map<String, String> values, String text, boolean cut) {
    return new MaskedLog(values, DEFINITIONS)
        .of(List.of(new LogLine(LogLine.Stream.STDOUT, text, cut)))
        .get(0)
        .text();
  }
}
