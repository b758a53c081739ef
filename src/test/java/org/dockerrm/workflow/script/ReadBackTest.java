package org.dockerrm.workflow.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.dockerrm.catalog.PropertyDefinition;
import org.dockerrm.catalog.PropertyType;
import org.junit.jupiter.api.Test;

class ReadBackTest {

  private final Map<String, PropertyDefinition> declared = new LinkedHashMap<>();

  @Test
  void takesTheDeclaredValuesThatChanged() {
    declare(PropertyType.STRING, 3);

    assertThat(
            ReadBack.changes(
                declared,
                Map.of("p0", "same", "p1", "old"),
                Map.of("p0", "same", "p1", "new", "other", "x")))
        .containsExactly(Map.entry("p1", "new"));
  }

  @Test
  void refusesMoreThanAnInstanceMayHaveWithWhatItHas() {
    declare(PropertyType.STRING, 3);
    Map<String, String> before = Map.of("p0", "x".repeat(1 << 20));

    assertThat(ReadBack.changes(declared, before, Map.of("p0", ""))).hasSize(1);
    assertThatThrownBy(() -> ReadBack.changes(declared, before, Map.of("p1", "x")))
        .isInstanceOf(BpmnError.class)
        .hasMessageContaining("more than 1048576 characters together; shorten them");
  }

  @Test
  void refusesMoreSecretsThanCanBeMasked() {
    declare(PropertyType.PASSWORD, 201);

    assertThatThrownBy(() -> ReadBack.changes(declared, Map.of(), values(201, "secret")))
        .isInstanceOf(BpmnError.class)
        .hasMessageContaining("password properties");
    assertThatThrownBy(() -> ReadBack.changes(declared, Map.of(), Map.of("p0", "x".repeat(70_000))))
        .isInstanceOf(BpmnError.class)
        .hasMessageContaining("more than 65536 characters");
    assertThat(ReadBack.changes(declared, Map.of(), values(200, "secret"))).hasSize(200);
  }

  private void declare(PropertyType type, int count) {
    for (int i = 0; i < count; i++) {
      declared.put("p" + i, new PropertyDefinition(type, "", false, null, null, false));
    }
  }

  private static Map<String, String> values(int count, String start) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      values.put("p" + i, start + i);
    }
    return values;
  }
}
