package org.dockerrm.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;

/** Events in the form of {@code text/event-stream}. */
final class EventText {

  private final ObjectMapper json;
  private final StringBuilder text = new StringBuilder();

  EventText(ObjectMapper json) {
    this.json = json;
  }

  /** Adds an event whose data is JSON on one line, so that no text in it can pass for an event. */
  void add(String name, Object data) {
    try {
      addLine(name, json.writeValueAsString(data));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("event " + name + " cannot be written", e);
    }
  }

  /** Adds an event whose data is a line of text. */
  void addLine(String name, String line) {
    text.append("event:").append(name);
    text.append("\ndata:").append(line.replaceAll("[\r\n]+", " ")).append("\n\n");
  }

  /** Adds what clients ignore. */
  void addComment(String comment) {
    text.append(':').append(comment).append("\n\n");
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  byte[] bytes() {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
