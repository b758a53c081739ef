package org.dockerrm.transition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dockerrm.catalog.PropertyDefinition;
import org.dockerrm.catalog.PropertyType;
import org.dockerrm.transition.PropertyValues.Outcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PropertyValuesTest {

  private static final Map<String, String> FACTS =
      Map.of("instance.name", "front", "instance.id", "id-1", "instance.location", "dev");

  private final Map<String, PropertyDefinition> definitions = new LinkedHashMap<>();

  @Test
  void usesWhatIsSuppliedBeforeTheDefault() {
    declare("port", PropertyType.INTEGER, true, "80", null, false);

    assertThat(all(Map.of("port", "8080")).values()).containsEntry("port", "8080");
    assertThat(all(Map.of()).values()).containsEntry("port", "80");
  }

  @Test
  void resolvesReferencesInFixedValues() {
    declare("host", PropertyType.STRING, false, "h", null, false);
    declare("url", PropertyType.STRING, true, null, "${instance.name}@${host}:${port}", false);
    declare("port", PropertyType.INTEGER, false, "80", null, false);

    assertThat(all(Map.of("host", "$1\\x")).values()).containsEntry("url", "front@$1\\x:80");
  }

  @Test
  void leavesReferencesInSuppliedValuesAndDefaultsAlone() {
    declare("a", PropertyType.STRING, false, null, null, false);
    declare("b", PropertyType.STRING, false, "${instance.id}", null, false);

    assertThat(all(Map.of("a", "${instance.name} $(x)")).values())
        .containsEntry("a", "${instance.name} $(x)")
        .containsEntry("b", "${instance.id}");
  }

  @Test
  void acceptsAFixedValueThatTheClientResolvedItself() {
    declare("name", PropertyType.STRING, true, null, "${instance.name}", false);

    assertThat(all(Map.of("name", "front")).problems()).isEmpty();
    assertThat(all(Map.of("name", "${instance.name}")).values()).containsEntry("name", "front");
  }

  @Test
  void refusesAFixedOrReadOnlyValueThatDiffers() {
    declare("name", PropertyType.STRING, true, null, "${instance.name}", false);
    declare("address", PropertyType.STRING, false, null, null, true);

    assertThat(all(Map.of("name", "other", "address", "10.0.0.1")).problems())
        .hasSize(2)
        .anyMatch(problem -> problem.contains("'name'"))
        .anyMatch(problem -> problem.contains("'address'"));
  }

  @Test
  void namesEveryMissingAndIllTypedPropertyAtOnce() {
    declare("a", PropertyType.STRING, true, null, null, false);
    declare("b", PropertyType.INTEGER, true, null, null, false);
    declare("c", PropertyType.BOOLEAN, false, null, null, false);
    declare("d", PropertyType.UUID, false, null, null, false);

    assertThat(all(Map.of("b", "1.5", "c", "maybe", "d", "x")).problems())
        .containsExactly(
            "property 'a' is required",
            "property 'b' is not of type integer",
            "property 'c' is not of type boolean",
            "property 'd' is not of type uuid");
  }

  @Test
  void leavesOptionalAndReadOnlyPropertiesEmpty() {
    declare("optional", PropertyType.INTEGER, false, null, null, false);
    declare("filled", PropertyType.STRING, true, null, null, true);

    Outcome outcome = all(Map.of());

    assertThat(outcome.problems()).isEmpty();
    assertThat(outcome.values()).containsEntry("optional", "").containsEntry("filled", "");
  }

  @Test
  void reportsWhatIsNotDeclared() {
    declare("a", PropertyType.STRING, false, null, null, false);

    Outcome outcome = all(Map.of("a", "1", "z", "2"));

    assertThat(outcome.values()).containsOnlyKeys("a");
    assertThat(outcome.ignored()).containsExactly("z");
  }

  @Test
  void endsAtReferencesThatGoInCircles() {
    declare("a", PropertyType.STRING, false, null, "${b}", false);
    declare("b", PropertyType.STRING, false, null, "${a}", false);

    assertThat(all(Map.of()).problems()).isNotEmpty();
  }

  @Test
  void takesTwoDollarsInFixedValuesForOne() {
    declare("a", PropertyType.STRING, false, null, "cost: 5 $$, $${b} ${b}", false);
    declare("b", PropertyType.STRING, false, "$$", null, false);

    assertThat(all(Map.of()).values()).containsEntry("a", "cost: 5 $, ${b} $$");
  }

  @Test
  void resolvesWhatManyReferToOnce() {
    for (int i = 0; i < 60; i++) {
      declare(
          "p" + i, PropertyType.STRING, false, null, "${p%d}${p%d}".formatted(i + 1, i + 1), false);
    }
    declare("p60", PropertyType.STRING, false, null, null, false);

    Outcome outcome = all(Map.of());

    assertThat(outcome.problems()).isEmpty();
    assertThat(outcome.values()).hasSize(61).containsEntry("p0", "");
  }

  @Test
  void refusesWhatAClientMakesTooLongByReferences() {
    for (int i = 0; i < 60; i++) {
      declare(
          "p" + i, PropertyType.STRING, false, null, "${p%d}${p%d}".formatted(i + 1, i + 1), false);
    }
    declare("p60", PropertyType.STRING, false, null, null, false);

    Outcome outcome = all(Map.of("p60", "x"));

    assertThat(outcome.problems())
        .isNotEmpty()
        .allSatisfy(problem -> assertThat(problem).contains("more than 1048576 characters"));
    assertThat(outcome.values().values().stream().mapToInt(String::length).sum())
        .isLessThanOrEqualTo(1 << 21);
  }

  @Test
  void refusesMoreThanAnInstanceMayHave() {
    declare("a", PropertyType.STRING, false, null, null, false);
    declare("b", PropertyType.STRING, false, null, null, false);
    Map<String, String> current = Map.of("a", "x".repeat(1 << 20));

    assertThat(all(Map.of("a", "x".repeat(1 << 20))).problems()).isEmpty();
    assertThat(all(Map.of("a", "x".repeat(1 << 20), "b", "y")).problems()).hasSize(1);
    assertThat(changes(Map.of("b", "y"), current).problems())
        .singleElement()
        .asString()
        .contains("more than 1048576 characters together");
    assertThat(changes(Map.of(), Map.of("a", "x".repeat(2 << 20))).problems()).isEmpty();
  }

  @Test
  void refusesMoreSecretsThanCanBeMasked() {
    Map<String, String> supplied = new LinkedHashMap<>();
    for (int i = 0; i < 201; i++) {
      declare("p" + i, PropertyType.PASSWORD, false, null, null, false);
      supplied.put("p" + i, "secret" + i);
    }

    assertThat(all(supplied).problems())
        .singleElement()
        .asString()
        .contains("password properties", "more than 200");
    assertThat(all(Map.of("p0", "x".repeat(70_000))).problems()).hasSize(1);
    supplied.put("p0", "secret1");
    assertThat(all(supplied).problems()).isEmpty();
  }

  @Test
  void changesOnlyWhatIsSupplied() {
    declare("a", PropertyType.STRING, true, null, null, false);
    declare("b", PropertyType.STRING, true, null, null, false);

    Outcome outcome = changes(Map.of("b", "new"), Map.of("a", "1", "b", "2"));

    assertThat(outcome.problems()).isEmpty();
    assertThat(outcome.values()).containsExactly(Map.entry("b", "new"));
  }

  @Test
  void letsAClientSendReadOnlyValuesBackAsTheyAre() {
    declare("address", PropertyType.STRING, false, null, null, true);

    assertThat(changes(Map.of("address", "10.0.0.1"), Map.of("address", "10.0.0.1")).problems())
        .isEmpty();
    assertThat(changes(Map.of("address", "10.0.0.2"), Map.of("address", "10.0.0.1")).problems())
        .hasSize(1);
  }

  private Outcome all(Map<String, String> supplied) {
    return new PropertyValues(definitions, supplied, FACTS).all();
  }

  private Outcome changes(Map<String, String> supplied, Map<String, String> current) {
    return new PropertyValues(definitions, supplied, FACTS).changes(current);
  }

  private void declare(
      String name,
      PropertyType type,
      boolean required,
      @Nullable String defaultValue,
      @Nullable String value,
      boolean readOnly) {
    definitions.put(
        name, new PropertyDefinition(type, "", required, defaultValue, value, readOnly));
  }
}
