package org.dockerrm.metric.intake;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Reads bodies: one metric or an array, in our own form or collectd's (write_http, JSON). */
@Component
class BodyReader {

  /** Metrics that one body may hold. */
  static final int MOST_ELEMENTS = 2_000;

  private static final int MOST_FINDINGS = 20;

  private final JsonMapper json =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(20)
                          .maxStringLength(20_000)
                          .maxNameLength(1_000)
                          .maxNumberLength(100)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Reads a body; never throws. */
  PostedBody read(byte[] body) {
    try {
      return read(json.readTree(body));
    } catch (JacksonException e) {
      return PostedBody.bad("the body is not valid JSON: " + where(e));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
  }

  private static PostedBody read(JsonNode root) {
    if (!root.isArray()) {
      return root.isObject()
          ? read(List.of(root), false)
          : PostedBody.bad("the body is a JSON object or an array of objects");
    }
    if (root.size() > MOST_ELEMENTS) {
      return PostedBody.bad("the body has more than " + MOST_ELEMENTS + " metrics");
    }
    List<JsonNode> nodes = new ArrayList<>();
    root.forEach(nodes::add);
    return read(nodes, true);
  }

  private static PostedBody read(List<JsonNode> nodes, boolean numbered) {
    List<PostedElement> elements = new ArrayList<>();
    List<String> findings = new ArrayList<>();
    for (int i = 0; i < nodes.size() && findings.size() < MOST_FINDINGS; i++) {
      ElementReader element =
          new ElementReader(nodes.get(i), numbered ? "[" + i + "]." : "", findings);
      element.read().ifPresent(elements::add);
    }
    return new PostedBody(elements, findings);
  }

  /** A token without quotes may be a key. */
  private static String where(JacksonException e) {
    String message = e.getOriginalMessage().lines().findFirst().orElse("");
    String safe =
        message
            .replaceFirst("(?s)(Unrecognized token) '.*?':", "$1:")
            .replaceFirst(": enable `JsonReadFeature.*", " is no number")
            .replaceFirst("(?s)(Duplicate field) '.*'", "$1");
    return e.getLocation() == null
        ? PublisherText.shown(safe)
        : PublisherText.shown(safe)
            + " (line "
            + e.getLocation().getLineNr()
            + ", column "
            + e.getLocation().getColumnNr()
            + ")";
  }
}
