package org.dockerrm.api;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.AdditionalPropertiesValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of a transition request, for the API's description; {@link TransitionBody} reads it. */
@Schema(name = "TransitionRequest", additionalProperties = AdditionalPropertiesValue.TRUE)
record TransitionRequestSchema(
    @Nullable @Schema(description = "echoed back") String resourceManagerId,
    @Schema(example = "dev") String deploymentLocation,
    @Schema(example = "resource::example::1.0") String resourceType,
    @Schema(
            description = "a lifecycle transition, or an operation of the type",
            example = "Install")
        String transitionName,
    @Nullable @Schema(description = "the instance; left out for Install, which allocates it")
        String resourceId,
    @Nullable @Schema(description = "the client's name for it; required for Install")
        String resourceName,
    @Nullable
        @Schema(
            description =
                "token that metrics carry, of this instance alone; read by Install and allocated if"
                    + " missing",
            pattern = "^[A-Za-z0-9._~-]{20,255}$")
        String metricKey,
    @Nullable
        @Schema(
            description = "for Uninstall: a failure of its script is reported and the rest is done")
        Boolean force,
    @Nullable @Schema(description = "values of the type's or the operation's properties")
        Map<String, String> properties,
    @Nullable @Schema(description = "echoed back") Map<String, String> context,
    @Nullable @Schema(description = "the client's view of the state") String resourceState) {}
