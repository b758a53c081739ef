package org.dockerrm.catalog.descriptor;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dockerrm.catalog.Finding;
import org.dockerrm.catalog.Finding.Severity;
import org.dockerrm.catalog.HealPolicy;
import org.dockerrm.catalog.HealPolicy.Action;
import org.dockerrm.catalog.PolicyDefinition;
import org.dockerrm.catalog.ScalePolicy;
import org.dockerrm.catalog.yaml.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoliciesReaderTest {

  private static final String BEGIN =
      """
      name: resource::web::1.0
      properties: {proxy: , word: {type: password}}
      lifecycle: [Install]
      operations: {add: , remove: }
      metrics: {health: {type: "metric::integrity"}, load: {type: "metric::load"}}
      policies:
      """;

  private final Findings findings = new Findings();

  @Test
  void givesEverySettingItsDefault() {
    Map<String, PolicyDefinition> policies =
        read(
            """
              heal: {type: policy::heal, metric: health}
              scale: {type: policy::scale, metric: load, properties: }
            """);

    assertThat(findings.list()).isEmpty();
    HealPolicy heal = (HealPolicy) policies.get("heal").policy();
    assertThat(heal)
        .isEqualTo(new HealPolicy("health", 3, Duration.ofSeconds(60), 3, 6, Action.RESTART));
    assertThat(heal.settings())
        .containsOnlyKeys(HealPolicy.SETTINGS)
        .containsEntry("action", "restart")
        .containsEntry("cooldown", "60");
    ScalePolicy scale = (ScalePolicy) policies.get("scale").policy();
    assertThat(scale)
        .isEqualTo(
            new ScalePolicy(
                "load",
                BigDecimal.valueOf(80),
                BigDecimal.valueOf(20),
                3,
                1,
                5,
                1,
                Duration.ofSeconds(120),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    assertThat(scale.settings())
        .containsEntry("scaleOut_threshold", "80")
        .doesNotContainKeys("onScaleOut", "target");
  }

  @Test
  void takesWhatTheDescriptorSays() {
    Map<String, PolicyDefinition> policies =
        read(
            """
              heal: {type: policy::heal, metric: health, properties: {action: {value: recreate},
                cooldown: {value: 0}, maxAttempts: {value: 1}}}
              scale: {type: policy::scale, metric: load, properties: {scaleOut_threshold: {value: 62.5},
                onScaleOut: {value: add}, onScaleIn: {value: remove}, target: {value: "${proxy}"}}}
            """);

    assertThat(findings.list()).isEmpty();
    assertThat(((HealPolicy) policies.get("heal").policy()).action()).isEqualTo(Action.RECREATE);
    assertThat(policies.get("heal").policy().cooldown()).isZero();
    assertThat(policies.get("scale").policy().settings())
        .containsKeys(ScalePolicy.SETTINGS.toArray(String[]::new))
        .containsEntry("scaleOut_threshold", "62.5")
        .containsEntry("target", "${proxy}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          heal  | smoothing: {value: 0}       | 'value' of property 'smoothing' of policy 'p' must be a whole number from 1 to 9999, not '0'
          heal  | smoothing: {value: -1}      | 'value' of property 'smoothing' of policy 'p' must be a whole number from 1 to 9999, not '-1'
          heal  | cooldown: {value: 1m}       | 'value' of property 'cooldown' of policy 'p' must be a whole number of seconds, not '1m'
          heal  | maxPerHour: {value: 1.5}    | 'value' of property 'maxPerHour' of policy 'p' must be a whole number from 1 to 9999, not '1.5'
          heal  | action: {value: reboot}     | 'value' of property 'action' of policy 'p' must be one of restart, recreate, not 'reboot'
          scale | scaleOut_threshold: {value: 101} | 'value' of property 'scaleOut_threshold' of policy 'p' must be a number from 0 to 100, not '101'
          scale | scaleIn_threshold: {value: -5}   | 'value' of property 'scaleIn_threshold' of policy 'p' must be a number from 0 to 100, not '-5'
          scale | scaleIn_threshold: {value: 80}   | 'scaleIn_threshold' of policy 'p' must be below its 'scaleOut_threshold' (80), not 80
          scale | scaleOut_threshold: {value: 20}  | 'scaleIn_threshold' of policy 'p' must be below its 'scaleOut_threshold' (20), not 20
          scale | minimum: {value: 6}         | 'minimum' of policy 'p' must be at most its 'maximum' (5), not 6
          scale | maximum: {value: 0}         | 'value' of property 'maximum' of policy 'p' must be a whole number from 1 to 9999, not '0'
          scale | onScaleOut: {value: add}    | 'onScaleOut' of policy 'p' needs 'target', the instance that has the operation
          scale | onScaleIn: {value: add}, target: {value: "a${word}"} | 'target' of policy 'p' refers to 'word', a password; requests show it
          scale | onScaleIn: {value: Stop}, target: {value: p} | 'onScaleIn' of policy 'p' must be an operation, not the transition 'Stop'
          scale | onScaleIn: {value: drop}, target: {value: "${instance.id}"} | 'onScaleIn' of policy 'p' is 'drop', which is no operation of this type
          scale | onScaleIn: {value: add}, target: {value: "${prxy}"} | the value of 'target' of policy 'p' refers to '${prxy}', which is no property and none of instance.name, instance.id, instance.location
          """)
  void refusesWhatCannotWork(String kind, String setting, String message) {
    read(
        "  p: {type: policy::%s, metric: %s, properties: {%s}}\n"
            .formatted(kind, kind.equals("heal") ? "health" : "load", setting));

    assertThat(told()).containsExactly("resource.yml:7: " + message);
    assertThat(findings.errors()).hasSize(1);
  }

  @Test
  void warnsOfWhatHasNoEffect() {
    read(
        """
          heal: {type: policy::heal, metric: health, properties: {minimum: {value: 2}, colour: {value: red}}}
          scale: {type: policy::scale, metric: load, properties: {maxAttempts: {value: 2}, target: {value: p}}}
        """);

    assertThat(told())
        .containsExactly(
            "resource.yml:7: 'properties' of policy 'heal': unknown key 'colour' has no effect",
            "resource.yml:7: property 'minimum' of policy 'heal' has no effect in a policy::heal",
            "resource.yml:8: property 'maxAttempts' of policy 'scale' has no effect in a"
                + " policy::scale",
            "resource.yml:8: 'target' of policy 'scale' has no effect without 'onScaleOut' or"
                + " 'onScaleIn'");
    assertThat(findings.list()).extracting(Finding::severity).containsOnly(Severity.WARNING);
  }

  @Test
  void refusesMetricsOfTheWrongType() {
    read(
        """
          heal: {type: policy::heal, metric: load}
          scale: {type: policy::scale, metric: health}
        """);

    assertThat(findings.errors())
        .containsExactly(
            "policy 'heal' looks at metric 'load', which is a metric::load; it needs a"
                + " metric::integrity",
            "policy 'scale' looks at metric 'health', which is a metric::integrity; it needs a"
                + " metric::load");
  }

  @Test
  void refusesTwoPoliciesOverOneSize() {
    Map<String, PolicyDefinition> policies =
        read(
            """
              a: {type: policy::scale, metric: load}
              b: {type: policy::scale, metric: load}
              c: {type: policy::heal, metric: health}
            """);

    assertThat(told())
        .containsExactly(
            "resource.yml:8: policy 'b' is a second policy::scale beside 'a'; a type has one at"
                + " most");
    assertThat(policies).containsOnlyKeys("a", "c");
  }

  private Map<String, PolicyDefinition> read(String policies) {
    return DescriptorParser.parse(
            (BEGIN + policies).getBytes(StandardCharsets.UTF_8), findings.in("resource.yml"))
        .descriptor()
        .policies();
  }

  private List<String> told() {
    return findings.list().stream().map(Object::toString).toList();
  }
}
