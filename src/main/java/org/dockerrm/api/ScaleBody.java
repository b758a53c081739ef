package org.dockerrm.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.AdditionalPropertiesValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * The body that gives a cluster another size.
 *
 * @param instances how many members there are to be
 */
@Schema(name = "ScaleRequest", additionalProperties = AdditionalPropertiesValue.TRUE)
record ScaleBody(int instances) {

  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .reader();

  /**
   * Reads a body; unknown fields are ignored.
   *
   * @throws BadRequestException where it does not hold a number
   */
  static ScaleBody read(byte @Nullable [] body) {
    try {
      JsonNode instances = JSON.readTree(body == null ? new byte[0] : body).path("instances");
      if (!instances.isIntegralNumber() || !instances.canConvertToInt()) {
        throw new BadRequestException("instances is required, a whole number");
      }
      return new ScaleBody(instances.intValue());
    } catch (JsonProcessingException e) {
      throw new BadRequestException(JsonFault.of(e));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
  }
}
