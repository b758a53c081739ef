package org.dockerrm.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.OffsetDateTime;
import java.util.List;
import org.dockerrm.catalog.ImageReport;
import org.jspecify.annotations.Nullable;

/** A type's image as the API shows it (docs/reference/api.md, "Resource types"). */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Image")
record ImageRepresentation(
    String image,
    @Nullable String id,
    ImageReport.State state,
    @Nullable String reason,
    @Nullable String location,
    @Nullable Integer step,
    @Nullable Integer steps,
    @Nullable String activity,
    @Nullable OffsetDateTime startedAt,
    @Nullable OffsetDateTime finishedAt,
    List<String> log) {

  static ImageRepresentation of(ImageReport report) {
    boolean counted = report.steps() > 0;
    return new ImageRepresentation(
        report.image(),
        textOrNull(report.id()),
        report.state(),
        textOrNull(report.reason()),
        textOrNull(report.location()),
        counted ? report.step() : null,
        counted ? report.steps() : null,
        textOrNull(report.activity()),
        Times.ofNullable(report.startedAt()),
        Times.ofNullable(report.finishedAt()),
        report.log());
  }

  private static @Nullable String textOrNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
