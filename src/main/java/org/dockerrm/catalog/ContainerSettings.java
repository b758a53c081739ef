package org.dockerrm.catalog;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dockerrm.catalog.container.OptionsReader;
import org.dockerrm.catalog.container.References;
import org.dockerrm.catalog.yaml.Findings;
import org.dockerrm.catalog.yaml.YamlValue.Entries;
import org.dockerrm.catalog.yaml.YamlValue.Text;
import org.dockerrm.location.ContainerOptions;

/**
 * How a type's containers are made: the descriptor's {@code container} section as it is written,
 * with its {@code ${...}} (docs/reference/packages.md, "Descriptor"). What can be checked without
 * an instance's values was checked when the package was read. The forms that its keys take are
 * listed at {@link OptionsReader}.
 *
 * @param section the section
 */
public record ContainerSettings(Entries section) {

  private static final Set<String> MOUNTING = Set.of("volumes", "tmpfs");

  /** No settings: the engine's defaults. */
  public static final ContainerSettings NONE = new ContainerSettings(new Entries(List.of(), 0));

  /**
   * Whether a container may have something mounted in the place of what its image has at an
   * absolute path; so it may where mounts depend on an instance's values.
   */
  public boolean mayMountOver(String path) {
    String mounts =
        section.entries().stream()
            .filter(entry -> MOUNTING.contains(entry.key()))
            .map(entry -> entry.value().toString())
            .collect(Collectors.joining("\n"));
    return mounts.contains("${")
        || Stream.iterate(
                path, at -> at.lastIndexOf('/') > 0, at -> at.substring(0, at.lastIndexOf('/')))
            .anyMatch(mounts::contains);
  }

  /** Whether a container may be unable to change its own files. */
  public boolean mayBeReadOnly() {
    return section.entries().stream()
        .filter(entry -> entry.key().matches("read[-_]only"))
        .anyMatch(
            entry ->
                !(entry.value() instanceof Text text) || !text.text().equalsIgnoreCase("false"));
  }

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
