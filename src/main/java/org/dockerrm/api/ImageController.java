package org.dockerrm.api;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import org.dockerrm.catalog.ImageBuilds;
import org.dockerrm.catalog.ImageRefused;
import org.dockerrm.catalog.ImageReport;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.server.ResponseStatusException;

/** The images of resource types: how they stand, their builds as they go, and new builds. */
@ResourceManagerApi
class ImageController {

  private static final String PATH = "/types/{name}/image";

  private final ImageBuilds images;
  private final EventStreams streams;

  ImageController(ImageBuilds images, EventStreams streams) {
    this.images = images;
    this.streams = streams;
  }

  /** How the image stands, once or, for those who ask for it, as events until the build ends. */
  @ApiResponse(
      responseCode = "200",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            schema = @Schema(implementation = ImageRepresentation.class)),
        @Content(
            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
            schema = @Schema(implementation = String.class))
      })
  @GetMapping(
      path = PATH,
      produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_EVENT_STREAM_VALUE})
  @Nullable Object image(
      @PathVariable String name, HttpServletRequest request, HttpServletResponse response) {
    ImageReport report = images.find(name).orElseThrow(ImageController::unknown);
    if (!EventStreams.mayAnswer(request)) {
      return ImageRepresentation.of(report);
    }
    streams.open(request, response, new ImageEvents(images, name));
    return null;
  }

  /** Builds or pulls the image, again where there is one; joins a build that is under way. */
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Refusal(status = HttpStatus.CONFLICT, when = "The image cannot be built")
  @PostMapping(PATH)
  ResponseEntity<ImageRepresentation> buildImage(
      @PathVariable String name, HttpServletRequest request) {
    try {
      ImageReport report = images.build(name).orElseThrow(ImageController::unknown);
      return ResponseEntity.accepted()
          .location(URI.create(request.getRequestURI()))
          .body(ImageRepresentation.of(report));
    } catch (ImageRefused e) {
      throw new ResponseStatusException(HttpStatus.CONFLICT, e.getMessage(), e);
    }
  }

  private static NotFoundException unknown() {
    return new NotFoundException("the resource type does not exist or needs no image");
  }
}
