package org.dockerrm.catalog;

import java.util.List;
import java.util.Map;
import org.dockerrm.catalog.container.OptionsReader;
import org.dockerrm.catalog.container.References;
import org.dockerrm.catalog.yaml.Findings;
import org.dockerrm.catalog.yaml.YamlValue.Entries;
import org.dockerrm.location.ContainerOptions;

/**
 * How a type's containers are made: the descriptor's {@code container} section as it is written,
 * with its {@code ${...}} (resource-packages, "Descriptor"). What can be checked without an
 * instance's values was checked when the package was read. The forms that its keys take are listed
 * at {@link OptionsReader}.
 *
 * @param section the section
 */
public record ContainerSettings(Entries section) {

  /** Nothing is said: what the engine does by itself. */
  public static final ContainerSettings NONE = new ContainerSettings(new Entries(List.of(), 0));

  /**
   * The options of one instance's container.
   *
   * @param values the instance's properties, and its facts such as {@code instance.name}
   * @throws IllegalSettingException where a value makes no sense, naming each key and its value
   */
  public ContainerOptions resolve(Map<String, String> values) {
    if (section.entries().isEmpty()) {
      return ContainerOptions.NONE;
    }
    Findings findings = new Findings();
    ContainerOptions options =
        OptionsReader.ofValues(findings.in("container")).read(References.resolved(section, values));
    List<String> faults = findings.errors();
    if (!faults.isEmpty()) {
      throw new IllegalSettingException(String.join("; ", faults));
    }
    return options;
  }
}
