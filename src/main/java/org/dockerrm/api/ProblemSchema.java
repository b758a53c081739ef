package org.dockerrm.api;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;

/** An error as {@link Problems} answers it, for the API's description. */
@Schema(name = "Problem", description = "An error (RFC 9457) with the members of the OSLM family")
record ProblemSchema(
    @Schema(example = "about:blank") String type,
    @Schema(example = "Bad Request") String title,
    @Schema(example = "400") int status,
    @Schema(description = "what is wrong, and where") String detail,
    @Schema(description = "the request's path") String instance,
    @Schema(description = "the same as detail") String localizedMessage,
    @Schema(description = "the same as instance") String url,
    @Schema(description = "findings, and what else a program can use; may be empty")
        Map<String, Object> details) {}
