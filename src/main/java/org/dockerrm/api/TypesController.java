package org.dockerrm.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.OffsetDateTime;
import java.util.List;
import org.dockerrm.catalog.Catalog;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.transition.TransitionProcesses;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;

/** The catalog of resource types. */
@ResourceManagerApi
class TypesController {

  private final Catalog catalog;
  private final TransitionProcesses processes;

  TypesController(Catalog catalog, TransitionProcesses processes) {
    this.catalog = catalog;
    this.processes = processes;
  }

  @GetMapping("/types")
  List<Representation> types() {
    return catalog.types().stream().map(type -> representation(type, null)).toList();
  }

  @GetMapping("/types/{name}")
  Representation type(@PathVariable String name) {
    return catalog
        .find(name)
        .map(type -> representation(type, type.descriptorText()))
        .orElseThrow(() -> new NotFoundException("there is no resource type of this name"));
  }

  /** Reads the package directories and the processes again. */
  @PutMapping("/onboarding")
  List<Representation> onboard() {
    List<ResourceType> types = catalog.rescan();
    processes.redeploy();
    return types.stream().map(type -> representation(type, null)).toList();
  }

  private static Representation representation(ResourceType type, @Nullable String descriptor) {
    return new Representation(
        type.name().toString(),
        type.state(),
        type.stateReason().isEmpty() ? null : type.stateReason(),
        Times.of(type.createdAt()),
        Times.of(type.lastModifiedAt()),
        descriptor);
  }

  /** A type; the descriptor's text is there where one type is asked for. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Representation(
      String name,
      ResourceType.State state,
      @Nullable String stateReason,
      OffsetDateTime createdAt,
      OffsetDateTime lastModifiedAt,
      @Nullable String descriptor) {}
}
