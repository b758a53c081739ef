package org.dockerrm.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.dockerrm.config.Settings;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;

/** Who this manager is and what it can do ({@code GET /configuration}). */
@ResourceManagerApi
class ConfigurationController {

  private final Settings settings;

  ConfigurationController(Settings settings) {
    this.settings = settings;
  }

  @GetMapping("/configuration")
  Representation configuration() {
    return new Representation(
        settings.name(),
        settings.version(),
        settings.supportedApiVersions(),
        new Features(Boolean.toString(settings.responses())),
        new Properties(
            settings.kafka().connectionUrl().orElse(null),
            settings.kafka().topicName().orElse(null)));
  }

  /** The body: the settings that docs/reference/api.md, "Configuration", names and no others. */
  @Schema(name = "Configuration")
  record Representation(
      String name,
      String version,
      List<String> supportedApiVersions,
      Features supportedFeatures,
      Properties properties) {}

  /** Features, as texts. */
  @Schema(name = "SupportedFeatures")
  record Features(
      @JsonProperty("AsynchronousTransitionResponses") String asynchronousTransitionResponses) {}

  /** Where responses go. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "ConfigurationProperties")
  record Properties(
      @Nullable String responseKafkaConnectionUrl, @Nullable String responseKafkaTopicName) {}
}
