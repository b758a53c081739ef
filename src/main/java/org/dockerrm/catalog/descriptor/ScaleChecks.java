package org.dockerrm.catalog.descriptor;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dockerrm.catalog.PropertyDefinition;
import org.dockerrm.catalog.ScalePolicy;
import org.dockerrm.catalog.Secrets;
import org.dockerrm.catalog.Template;
import org.dockerrm.catalog.yaml.Findings;
import org.dockerrm.catalog.yaml.Quote;
import org.dockerrm.catalog.yaml.YamlValue.Text;

/** What a schema cannot say about the settings of scale policies. */
final class ScaleChecks {

  private static final Set<String> ITSELF = Set.of("${instance.id}", "${instance.name}");

  private final Map<String, PropertyDefinition> properties;
  private final Set<String> operations;
  private final Findings.InFile findings;

  ScaleChecks(
      Map<String, PropertyDefinition> properties,
      Set<String> operations,
      Findings.InFile findings) {
    this.properties = properties;
    this.operations = operations;
    this.findings = findings;
  }

  /**
   * Tells of what does not go together.
   *
   * @param settings what the descriptor says, by name
   */
  void check(String owner, ScalePolicy policy, Map<String, Text> settings) {
    if (policy.scaleInThreshold().compareTo(policy.scaleOutThreshold()) >= 0) {
      findings.error(
          line(settings, "scaleIn_threshold", "scaleOut_threshold"),
          "'scaleIn_threshold' of %s must be below its 'scaleOut_threshold' (%s), not %s"
              .formatted(
                  owner,
                  policy.scaleOutThreshold().toPlainString(),
                  policy.scaleInThreshold().toPlainString()));
    }
    if (policy.minimum() > policy.maximum()) {
      findings.error(
          line(settings, "minimum", "maximum"),
          "'minimum' of %s must be at most its 'maximum' (%d), not %d"
              .formatted(owner, policy.maximum(), policy.minimum()));
    }
    checkTarget(owner, policy, settings);
    checkOperation(owner, "onScaleOut", policy, settings);
    checkOperation(owner, "onScaleIn", policy, settings);
  }

  private void checkTarget(String owner, ScalePolicy policy, Map<String, Text> settings) {
    Text target = settings.get("target");
    if (target == null) {
      return;
    }
    PropertyReferences references = new PropertyReferences(findings);
    references.add("", "'target' of " + owner, target);
    references.check(properties);
    Set<String> secrets = Secrets.names(properties);
    List<String> names = Template.of(target.text()).references();
    properties.forEach(
        (name, property) -> {
          if (secrets.contains(name) && names.contains(name)) {
            findings.error(
                target.line(),
                "'target' of " + owner + " refers to '" + name + "', a password; requests show it");
          }
        });
    if (policy.onScaleOut().isEmpty() && policy.onScaleIn().isEmpty()) {
      findings.warning(
          target.line(),
          "'target' of " + owner + " has no effect without 'onScaleOut' or 'onScaleIn'");
    }
  }

  /** The target's type is known only where it is the instance itself. */
  private void checkOperation(
      String owner, String setting, ScalePolicy policy, Map<String, Text> settings) {
    Text operation = settings.get(setting);
    if (operation == null || operation.text().isBlank()) {
      return;
    }
    String subject = "'" + setting + "' of " + owner;
    if (policy.target().isEmpty()) {
      findings.error(
          operation.line(), subject + " needs 'target', the instance that has the operation");
    } else if (LifecycleReader.isTransition(operation.text())) {
      findings.error(
          operation.line(),
          subject + " must be an operation, not the transition " + Quote.of(operation.text()));
    } else if (ITSELF.contains(policy.target().get()) && !operations.contains(operation.text())) {
      findings.error(
          operation.line(),
          subject + " is " + Quote.of(operation.text()) + ", which is no operation of this type");
    }
  }

  private static int line(Map<String, Text> settings, String name, String other) {
    Text value = settings.containsKey(name) ? settings.get(name) : settings.get(other);
    return value == null ? 0 : value.line();
  }
}
