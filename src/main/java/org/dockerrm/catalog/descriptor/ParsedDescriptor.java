package org.dockerrm.catalog.descriptor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dockerrm.catalog.ContainerSettings;
import org.dockerrm.catalog.Descriptor;
import org.dockerrm.catalog.yaml.YamlValue.Text;

/**
 * What could be read of a descriptor.
 *
 * @param name the value of {@code name} as written, legal or not; empty where it is missing
 * @param descriptor everything else
 * @param transitionLines the line of each transition, by the descriptor's spelling
 * @param operationLines the line of each operation, by name
 */
public record ParsedDescriptor(
    Optional<Text> name,
    Descriptor descriptor,
    Map<String, Integer> transitionLines,
    Map<String, Integer> operationLines) {

  /** Nothing could be read. */
  public static final ParsedDescriptor EMPTY =
      new ParsedDescriptor(
          Optional.empty(),
          new Descriptor(
              "",
              Map.of(),
              List.of(),
              Map.of(),
              Map.of(),
              Map.of(),
              "",
              ContainerSettings.NONE,
              Map.of()),
          Map.of(),
          Map.of());

  /** Copies the maps. */
  public ParsedDescriptor {
    transitionLines = Map.copyOf(transitionLines);
    operationLines = Map.copyOf(operationLines);
  }
}
