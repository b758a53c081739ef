package org.dockerrm.catalog;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A resource type, published or not.
 *
 * @param name full name, {@code resource::name::version}
 * @param state whether instances can be made
 * @param stateReason why it is not published; empty when it is
 * @param createdAt when it came into the catalog first
 * @param lastModifiedAt when its package changed last
 * @param descriptor the parsed descriptor; what could be read of it where it has faults
 * @param descriptorText the descriptor's YAML text, unchanged
 * @param kind what instances of it are
 * @param image reference of its image; empty for networks and volumes
 * @param lifecycleScripts path inside the container by transition, in the descriptor's spelling
 * @param operationScripts path inside the container by operation name
 * @param processFiles the package's own processes
 * @param findings everything that is to say about the package
 */
public record ResourceType(
    TypeName name,
    State state,
    String stateReason,
    Instant createdAt,
    Instant lastModifiedAt,
    Descriptor descriptor,
    String descriptorText,
    Kind kind,
    String image,
    Map<String, String> lifecycleScripts,
    Map<String, String> operationScripts,
    List<Path> processFiles,
    List<Finding> findings) {

  /** Copies the collections. */
  public ResourceType {
    lifecycleScripts = Map.copyOf(lifecycleScripts);
    operationScripts = Map.copyOf(operationScripts);
    processFiles = List.copyOf(processFiles);
    findings = List.copyOf(findings);
  }

  /** Whether instances of it can be made and driven. */
  public boolean isPublished() {
    return state == State.PUBLISHED;
  }

  /** The script of a transition, by the descriptor's spelling. */
  public Optional<String> lifecycleScript(String transition) {
    return Optional.ofNullable(lifecycleScripts.get(transition));
  }

  /** The script of an operation. */
  public Optional<String> operationScript(String operation) {
    return Optional.ofNullable(operationScripts.get(operation));
  }

  /**
   * The properties of an operation that its instances offer: what the descriptor declares, and for
   * containers what the built-in operations need (docs/reference/packages.md, "Built-in types").
   * Names are compared exactly.
   *
   * @return the properties by name; empty where there is no such operation
   */
  public Optional<Map<String, PropertyDefinition>> operation(String operation) {
    Optional<Map<String, PropertyDefinition>> declared =
        Optional.ofNullable(descriptor.operations().get(operation));
    Optional<BuiltInOperation> builtIn =
        BuiltInOperation.named(operation).filter(any -> kind == Kind.CONTAINER);
    return builtIn.isPresent()
        ? builtIn.map(known -> known.propertiesWith(declared.orElse(Map.of())))
        : declared;
  }

  /** Whether a type is offered. */
  public enum State {
    /** Instances can be made. */
    PUBLISHED,
    /** The package has faults or its image is not built. */
    UNPUBLISHED
  }

  /** What instances of a type are. */
  public enum Kind {
    /** A container made from the package's image. */
    CONTAINER,
    /** A network, built in. */
    NETWORK,
    /** A volume, built in. */
    VOLUME
  }
}
