package org.dockerrm.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.dockerrm.catalog.Catalog;
import org.dockerrm.catalog.PackageUpload;
import org.dockerrm.catalog.RemovalResult;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.catalog.UploadResult;
import org.dockerrm.transition.TransitionProcesses;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.multipart.MultipartFile;

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
        .orElseThrow(() -> NotFoundException.of("resource type", name));
  }

  /** Adds a package; the answer lists everything that is wrong with it. */
  @PostMapping(path = "/types", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  @Operation(
      summary = "Upload a package",
      description =
          "The archive holds one package, at its top or in one directory. Its image is built in"
              + " the background; until then the type is UNPUBLISHED.")
  @ApiResponse(responseCode = "201", description = "The type is new or was replaced")
  @ApiResponse(responseCode = "200", description = "The very same package was there already")
  @Refusal(
      status = HttpStatus.BAD_REQUEST,
      when = "The package has faults; details.findings lists them all")
  @Refusal(status = HttpStatus.CONFLICT, when = "The type exists and differs, or has instances")
  @Refusal(status = HttpStatus.PAYLOAD_TOO_LARGE, when = "The archive is too large")
  @Refusal(
      status = HttpStatus.INSUFFICIENT_STORAGE,
      when = "There is no room for another package; the detail names the setting")
  ResponseEntity<Representation> uploadPackage(
      @Parameter(description = "the .csar or .zip") @RequestPart MultipartFile upfile,
      @Parameter(description = "the name that the descriptor is expected to give")
          @RequestParam(name = "resource_name")
          Optional<String> resourceName,
      @Parameter(description = "the version that the descriptor is expected to give")
          @RequestParam(name = "resource_version")
          Optional<String> resourceVersion,
      @Parameter(description = "replace another package of this type that no instance uses")
          @RequestParam(defaultValue = "false")
          boolean replace,
      HttpServletRequest request) {
    PackageUpload upload =
        new PackageUpload(
            Optional.ofNullable(upfile.getOriginalFilename()).orElse(""),
            file -> upfile.transferTo(file.toFile()),
            resourceName,
            resourceVersion,
            replace);
    UploadResult result = catalog.upload(upload);
    if (result instanceof UploadResult.Faulty faulty) {
      throw BadRequestException.ofFiles(faulty.findings());
    }
    if (result instanceof UploadResult.Conflict conflict) {
      throw new ConflictException(conflict.reason());
    }
    if (result instanceof UploadResult.Full full) {
      throw new CapacityExceededException(full.reason());
    }
    if (result instanceof UploadResult.Unchanged unchanged) {
      return answer(HttpStatus.OK, unchanged.type(), request);
    }
    processes.redeploy();
    return answer(HttpStatus.CREATED, ((UploadResult.Added) result).type(), request);
  }

  private static ResponseEntity<Representation> answer(
      HttpStatus status, ResourceType type, HttpServletRequest request) {
    return ResponseEntity.status(status)
        .location(URI.create(request.getRequestURI() + "/" + type.name()))
        .body(representation(type, type.descriptorText()));
  }

  /** Removes a type that was uploaded. */
  @Refusal(status = HttpStatus.CONFLICT, when = "An instance of it exists, or it was not uploaded")
  @DeleteMapping("/types/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Remove a type that was uploaded and has no instance")
  void removeType(@PathVariable String name) {
    RemovalResult result = catalog.remove(name);
    if (result instanceof RemovalResult.Unknown) {
      throw NotFoundException.of("resource type", name);
    }
    if (result instanceof RemovalResult.Refused refused) {
      throw new ConflictException(refused.reason());
    }
  }

  /** Reads the package directories and the processes again. */
  @PutMapping("/onboarding")
  List<Representation> onboard() {
    List<ResourceType> types = catalog.rescan();
    processes.redeploy();
    return listed(types);
  }

  /** Reads them again too, and says what is wrong with them. */
  @PutMapping(path = "/onboarding", params = "report=true")
  @Operation(summary = "Read packages and processes again, and report every finding")
  OnboardingReport onboardWithReport(@RequestParam boolean report) {
    List<ResourceType> types = catalog.rescan();
    return new OnboardingReport(
        listed(types), OnboardingReport.findings(types, processes.redeploy()));
  }

  private static List<Representation> listed(List<ResourceType> types) {
    return types.stream().map(type -> representation(type, null)).toList();
  }

  private static Representation representation(ResourceType type, @Nullable String descriptor) {
    return new Representation(
        type.name().toString(),
        type.state(),
        type.stateReason().isEmpty() ? null : type.stateReason(),
        Times.of(type.createdAt()),
        Times.of(type.lastModifiedAt()),
        descriptor,
        descriptor == null || type.findings().isEmpty()
            ? null
            : FindingRepresentation.of(type.findings()));
  }

  /** A type; the descriptor's text and the findings are there where one type is asked for. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "ResourceType")
  record Representation(
      String name,
      ResourceType.State state,
      @Nullable String stateReason,
      OffsetDateTime createdAt,
      OffsetDateTime lastModifiedAt,
      @Nullable String descriptor,
      @Nullable List<FindingRepresentation> findings) {}
}
