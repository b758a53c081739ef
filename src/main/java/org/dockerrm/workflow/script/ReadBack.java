package org.dockerrm.workflow.script;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dockerrm.catalog.PropertyDefinition;
import org.dockerrm.catalog.Secrets;
import org.dockerrm.inventory.PropertyText;
import org.dockerrm.transition.FailureCode;
import org.dockerrm.workflow.step.Failures;

/**
 * What a script changed in its properties file (docs/reference/packages.md, "What a transition
 * does").
 */
final class ReadBack {

  private ReadBack() {}

  /**
   * The declared properties that have other values than before.
   *
   * @throws org.camunda.bpm.engine.delegate.BpmnError where a value is not of its type, or all
   *     together are more than an instance may have
   */
  static Map<String, String> changes(
      Map<String, PropertyDefinition> declared,
      Map<String, String> before,
      Map<String, String> after) {
    Map<String, String> changes = new LinkedHashMap<>();
    after.forEach(
        (name, value) -> {
          PropertyDefinition definition = declared.get(name);
          if (definition != null && !value.equals(before.get(name))) {
            checkType(name, definition, value);
            changes.put(name, value);
          }
        });
    Map<String, String> all = new LinkedHashMap<>(before);
    all.putAll(changes);
    PropertyText.excess(all)
        .or(() -> Secrets.excess(all, declared))
        .ifPresent(
            why -> {
              throw Failures.permanent(
                  FailureCode.SCRIPT_FAILED, "the script left too much in its properties: " + why);
            });
    return changes;
  }

  private static void checkType(String name, PropertyDefinition definition, String value) {
    if (!value.isEmpty() && !definition.type().accepts(value)) {
      throw Failures.permanent(
          FailureCode.SCRIPT_FAILED,
          "the script left property '"
              + name
              + "' with a value that is not of type "
              + definition.type());
    }
  }
}
